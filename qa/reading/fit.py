"""Whether what a candidate is bound to is what was asked: its fit, or why it cannot answer.

A mismatch is a rejection, not a lower score: a wrong city, tier or year costs the asker money.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.documents import Document, Nature
from ingest.figures.numbers import parse_chinese
from ingest.figures.titles import find_titles
from ingest.metadata.places import Gazetteer
from qa.asked_time import years_in_report
from qa.questions import Question
from qa.reading.analysed import Analysed
from qa.reading.binding import Binding, Where


class Mismatch(StrEnum):
    """Why a candidate cannot answer; the value is what the refusal says was not found."""

    PLACE = "地区"
    TIER = "层级"
    YEAR = "年份"
    NATURE = "口径"
    KIND = "数据"
    TITLE = "对象"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a binding meets a question: a mismatch, or a score to add and what to say of it.

    Place, tier and year are part of the question like its words: `asked` is how much of it they
    are, `matched` how much of that the binding meets.
    """

    mismatch: Mismatch | None = None
    score: float = 0.0
    inherited: bool = False
    asked: float = 0.0
    matched: float = 0.0

    def plus(self, other: Fit) -> Fit:
        return Fit(
            self.mismatch or other.mismatch,
            self.score + other.score,
            self.inherited or other.inherited,
            self.asked + other.asked,
            self.matched + other.matched,
        )


_AIM_COST = -0.14
"""Of a year the result is asked for rather than what was aimed at in it, where the question does not
say; of a year far ahead there are aims only."""
_FEW_YEARS = 2
"""Years told of together of which each may be meant."""
_AVERAGE = re.compile(r"年均|平均|每年")
# a mean within one year is of that year (年均浓度, 年均气温)
_YEARLY_RATE = re.compile(r"年均(?!浓度|值|气?温|降|水|径流|湿度)")
_STANDARD_YEAR = re.compile(r"[比较]((?:19|20)\d\d)年")
_COMPARED_WITH = re.compile(r"[比较](?P<year>(?:19|20)\d\d)年(?:[初底末])?[^，。；\d]*$")
_REACHED = re.compile(r"(?:到|达|至|超过|突破)$")
_SHARE = 0.5
"""Weight of a named place, tier or year beside the content words (whose IDF is about as much)."""


def _met(share: float, score: float, inherited: bool = False) -> Fit:
    return Fit(None, score, inherited, _SHARE, _SHARE * share)


# a text that grants, charges, orders or forbids holds for the places below; a report does not
_GRANTS = re.compile(
    r"奖|补助|补贴|资助|扶持|贴息|给予|支持|享受|减免|免征|减征|扣除|应(?![急用对收届力邀聘变激])当?|不得|可以|须|必须|要求|标准|按照|申请|"
    r"申报|条件|处以?[^，。]{0,12}罚|缴|收取|期限|认定|规定|办法|条例|细则|法(?!院|人|律)"
)
# “（不含小巨人）”: a figure that counts it too is another figure
_PLACE_ASKED = re.compile(
    r"哪(?:[一二两三四五六七八九十几]?个?|些)(?:省|市|县|区|州|盟|旗|地方|地区|城市)"
)
_LEFT_OUT = re.compile(r"(?:不含|不包括|不算|不计|除去|剔除|扣除)[^，。；、（）()]{0,6}$")
# “2019年3月施行的条例”: the year says which text is meant
_NAMES_BY_YEAR = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?起?(?:公布|发布|印发|下发|施行|实施|修订|修正|出台|通过|颁布|制定)的"
)
# behind a task stands in brackets who carries it out (泰安市…办公室负责)
_TAIL = re.compile(r"[。；\s]?[(（][^()（）\n]{2,60}[)）]")
_ORDINAL = re.compile(
    r"第([一二两三四五六七八九十\d]{1,3})(批|次|届|期|轮|阶段|档|类|条|章)|(首)(批|次|届|期|轮)"
)


_YEARLY = re.compile(r"每年|年均|新增|每季|每月")
_FIRST = frozenset(f"1{classifier}" for classifier in "批次届期轮段档类条章")


def ordinals(text: str) -> frozenset[str]:
    """Ordinals of a text in one form: 第二批 and 第2批 are 2批, 首批 is 1批."""
    found = set()
    for number, classifier, first, of in _ORDINAL.findall(text):
        if first:
            found.add(f"1{of}")
        else:
            value = int(number) if number.isdigit() else parse_chinese(number)
            found.add(f"{value}{classifier}")
    return frozenset(found)


class Binder:
    """Judges bindings against one question."""

    def __init__(self, question: Question, gazetteer: Gazetteer) -> None:
        self._question = question
        self._gazetteer = gazetteer
        self._ordinals = ordinals(question.text)
        mentions = find_titles(question.text)
        out = [m for m in mentions if _LEFT_OUT.search(question.text, 0, m.start)]
        titles = [m for m in mentions if m not in out]
        self._left_out = frozenset(mention.title for mention in out)
        self._titles = frozenset(mention.title for mention in titles)
        self._umbrellas = frozenset(mention.umbrella for mention in titles if mention.umbrella)

    def fit(
        self, analysed: Analysed, binding: Binding, where: Where, *, counts: bool = False
    ) -> Fit:
        """All judged; the first mismatch counts. `counts`: the figure counts things, and a
        count of a higher place is not one of the lower (全省28家 are not 常州's). Nor is any other
        figure that only tells how things stand there: what a province grants, its cities get, but
        its product is not theirs."""
        text = analysed.text
        sentence = text[where.sentence.start : where.sentence.end]
        told = f"{sentence}\n{analysed.passage.section.heading}\n{analysed.document.title}"
        tail = _TAIL.match(text, where.sentence.end)
        told += tail.group() if tail else ""
        named = any(place.short in told for place in self._question.places)
        describes = not named and not _GRANTS.search(told)
        return (
            self.place_fit(
                binding, analysed.document.region_code, counts=counts, describes=describes
            )
            .plus(self.ordinal_fit(analysed, where))
            .plus(self.tier_fit(binding))
            .plus(self.year_fit(analysed, binding, where))
            .plus(self.nature_fit(analysed, binding, where))
            .plus(self.title_fit(binding))
        )

    def place_fit(
        self,
        binding: Binding,
        document_region: str | None,
        *,
        counts: bool = False,
        describes: bool = False,
    ) -> Fit:
        """A 常州 question takes 常州, then 江苏 and the state (inherited), never 苏州."""
        asked = self._question.places
        if not asked:
            return Fit()
        code = binding.place
        if code is None:
            return _met(0.5, -0.08)
        codes = [place.code for place in asked]
        if code in codes:
            return _met(1.0, 0.06)
        if any(self._gazetteer.contains(code, wanted) for wanted in codes):
            if describes or (counts and binding.place_named):
                return Fit(mismatch=Mismatch.PLACE)
            return _met(0.6, -0.08, inherited=True)
        inside = any(self._gazetteer.contains(wanted, code) for wanted in codes)
        above = document_region is None or any(
            self._gazetteer.contains(document_region, wanted) for wanted in codes
        )
        if inside and (document_region in codes or (above and self._means_inside(code))):
            # a text of the asked place, or from above it, that names a place inside it; the latter
            # where the question names it too (a county beside its province) or asks for one
            # (省里哪个市)
            return _met(0.7, -0.1)
        return Fit(mismatch=Mismatch.PLACE)

    def _means_inside(self, code: str) -> bool:
        return bool(_PLACE_ASKED.search(self._question.text)) or any(
            mention.place is not None and mention.place.code == code
            for mention in self._gazetteer.find(self._question.text)
        )

    def ordinal_fit(self, analysed: Analysed, where: Where) -> Fit:
        """第二批 is not 第一批: an ordinal of the question stands with the figure or above it."""
        asked = self._ordinals
        if not asked:
            return Fit()
        sentence = analysed.text[where.sentence.start : where.sentence.end]
        near = ordinals(f"{where.header} {sentence}")
        above = ordinals(f"{analysed.heading} {analysed.document.title}")
        if asked <= near | above:
            return _met(1.0, 0.04)
        kinds = {ordinal[-1] for ordinal in asked - near}
        if any(ordinal[-1] in kinds for ordinal in (near | above) - asked):
            return Fit(mismatch=Mismatch.TITLE)
        told = analysed.text[analysed.passage.start : where.sentence.end]
        if asked - ordinals(told) - _FIRST:
            # what is told of a whole or of the first, or before the second is spoken of, is not
            # told of the second
            return Fit(mismatch=Mismatch.TITLE)
        return _met(0.0, -0.1)

    def tier_fit(self, binding: Binding) -> Fit:
        question = self._question
        if binding.tiers and binding.tiers <= question.excluded_tiers:
            return Fit(mismatch=Mismatch.TIER)
        if not question.tiers:
            return Fit()
        if not binding.tiers:
            return _met(0.3, -0.06)
        wanted = frozenset(question.tiers)
        if not binding.tiers & wanted:
            return Fit(mismatch=Mismatch.TIER)
        if binding.tier_and_above != question.tier_and_above:
            return _met(0.7, -0.05)
        return _met(1.0, 0.08)

    def year_fit(self, analysed: Analysed, binding: Binding, where: Where | None = None) -> Fit:
        """The year asked, read beside the figure or in a context that holds for it.

        A year may also only name the document (“2004年《国务院工作规则》”, “2019年3月施行的…条例”):
        then the document's own years or the year in its title are met.
        """
        years = self._years
        if not years:
            return Fit()
        if where is not None and self._compared_elsewhere(analysed, where):
            return Fit(mismatch=Mismatch.YEAR)
        if binding.year_named and analysed.timeline.tells_years(analysed.passage.start):
            return self._year_of_report(analysed, binding, where)
        summed = binding.aimed is not None and len(binding.years) > _FEW_YEARS
        if summed and max(binding.years) not in years:
            return Fit(mismatch=Mismatch.YEAR)  # what five years make together is not that of one
        if years & set(binding.years):
            return _met(1.0, 0.08) if binding.year_named else _met(0.8, 0.02)
        document = analysed.document
        titled = {mention.year for mention in analysed.title_dates}
        days = (document.effective_on, document.issued_on, document.published_on)
        own = {document.year, *(day.year for day in days if day is not None)}
        if years & own and _NAMES_BY_YEAR.search(self._question.text):
            return _met(0.7, 0.0)
        if years & own & self._question.source_years:
            return _met(0.7, -0.04)
        if years & (titled | own) and not binding.year_named:
            return _met(0.7, 0.0)
        if years & titled and not analysed.timeline.looks_both_ways:
            return _met(0.6, -0.02)
        if binding.years:
            return Fit(mismatch=Mismatch.YEAR)
        return _met(0.2, -0.08)

    def _compared_elsewhere(self, analysed: Analysed, where: Where) -> bool:
        """“比2002年增长65.5%”, “年均增长10.6%” tell nothing of one year: growth is counted from the year
        before, unless the question names another to count from or asks for the average."""
        asked = self._question.text
        if _YEARLY_RATE.search(analysed.text, where.clause.start, where.start):
            return not _AVERAGE.search(asked)
        before = _COMPARED_WITH.search(analysed.text, where.clause.start, where.start)
        years = self._question.years
        return before is not None and not {int(before["year"]), int(before["year"]) + 1} & set(
            years
        )

    def _year_of_report(self, analysed: Analysed, binding: Binding, where: Where | None) -> Fit:
        """A report tells of two years or more, so the year in its title meets none of them. What
        several years made together is not what one of them did, nor the other way round."""
        question, told = self._question, binding.years
        asked = self._years
        clock = analysed.timeline.clock
        if clock is not None and question.report_year == clock.named:
            asked = years_in_report(question.text, clock.named, clock.past)
        if not asked & set(told):
            return Fit(mismatch=Mismatch.YEAR)
        whole = self._period
        if whole is not None:
            if set(whole) <= set(told):
                return _met(1.0, 0.08)
            return Fit(mismatch=Mismatch.YEAR) if len(told) == 1 else _met(0.7, 0.0)
        if len(told) <= _FEW_YEARS:
            return _met(1.0, 0.08)
        reached = where is None or _REACHED.search(analysed.text, 0, where.start)
        if reached and max(told) in asked:  # the state at the end of the years
            return _met(0.5, -0.08)
        return Fit(mismatch=Mismatch.YEAR)

    @property
    def _years(self) -> set[int]:
        """The years asked for, without the one that only is compared with (2007年比2006年增长多少)."""
        years = set(self._question.years)
        others = {int(year) for year in _STANDARD_YEAR.findall(self._question.text)}
        return years - others or years

    @property
    def _period(self) -> range | None:
        """The years of the one period asked for as a whole (2008—2012年, “十三五”)."""
        dates = self._question.dates
        spans = [m for m in dates if m.precision in ("period", "plan")]
        if (
            len(spans) != len([m for m in dates if m.year is not None])
            or len(spans) != 1
            or spans[0].first is None
            or spans[0].last is None
        ):
            return None
        return range(spans[0].first.year, spans[0].last.year + 1)

    def tells_of_year(self, document: Document) -> bool:
        """Whether a document names a year that is asked for, or is of it: of another year it says
        nothing (国庆节放假安排 of 2019 tells nothing of 2026)."""
        years = self._question.years
        return document.year in years or any(
            re.search(rf"(?<!\d){year}(?!\d)", document.text) for year in years
        )

    def title_fit(self, binding: Binding) -> Fit:
        """单项冠军 are no 小巨人: a figure bound to other titles only does not answer."""
        asked = self._titles
        if binding.titles & self._left_out:
            return Fit(mismatch=Mismatch.TITLE)
        if not asked or not binding.titles:
            return Fit()
        if asked & binding.titles:
            return Fit(score=0.06)
        if self._umbrellas & binding.titles:
            return Fit(score=-0.1)  # 市级专精特新中小企业 for 市级小巨人: the answer names its own
        return Fit(mismatch=Mismatch.TITLE)

    def nature_fit(self, analysed: Analysed, binding: Binding, where: Where) -> Fit:
        """现在有几家 is not answered by a target or by what comes every year, nor a target by a
        stock; what was done in a year not by what was aimed at, nor the other way round."""
        question = self._question
        if question.years and question.aimed is not None and binding.aimed is not None:
            if question.aimed is not binding.aimed:
                return Fit(mismatch=Mismatch.NATURE)
            return Fit()
        clock = analysed.timeline.clock
        annual = clock is not None and binding.years == (clock.now,)
        if question.years and binding.aimed and annual and question.aimed is None:
            return Fit(score=_AIM_COST)
        wanted = question.nature
        if wanted is Nature.UNKNOWN or binding.nature is Nature.UNKNOWN:
            return Fit()
        if wanted is binding.nature:
            return Fit(score=0.06)
        if wanted is Nature.STOCK and binding.nature is Nature.TARGET:
            return Fit(mismatch=Mismatch.NATURE)
        if wanted is Nature.STOCK and self._yearly(analysed, where):
            return Fit(mismatch=Mismatch.NATURE)
        return Fit(score=-0.04)

    def _yearly(self, analysed: Analysed, where: Where) -> bool:
        clause = analysed.text[where.clause.start : where.start]
        return bool(_YEARLY.search(clause)) and not _YEARLY.search(self._question.text)
