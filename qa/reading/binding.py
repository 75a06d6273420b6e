"""What a candidate is bound to (place, tier, year, nature), and whether that is what was asked.

The nearest mention wins: in the figure's own label, then before it in its item, clause and
sentence, then in the headings, and last the document itself. A mismatch is a rejection, not a
lower score: a wrong city, tier or year costs the asker money.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.documents import Nature
from ingest.figures.dates import DateMention
from ingest.figures.numbers import parse_chinese
from ingest.figures.tiers import TierMention, find_tiers
from ingest.figures.titles import find_titles
from ingest.language.clauses import Clause, Piece, Sentence
from ingest.metadata.places import Gazetteer
from qa.questions import Question, nature_patterns
from qa.reading.analysed import Analysed, PlaceAt


class Mismatch(StrEnum):
    """Why a candidate cannot answer; the value is what the refusal says was not found."""

    PLACE = "地区"
    TIER = "层级"
    YEAR = "年份"
    NATURE = "口径"
    KIND = "数据"
    TITLE = "对象"


@dataclass(frozen=True, slots=True)
class Where:
    """The spans around a candidate, narrow to wide."""

    start: int
    end: int
    item: Piece
    clause: Clause
    sentence: Sentence
    label: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True)
class Binding:
    """What a candidate is about. None: nothing says.

    `place` is a GB/T 2260 code, `place_named` that the sentence itself names it; `years` are
    those of the nearest date, `year_named` that it stands in the sentence or its heading.
    """

    place: str | None
    place_named: bool
    tiers: frozenset[str]
    tier_and_above: bool
    years: tuple[int, ...]
    year_named: bool
    nature: Nature
    titles: frozenset[str] = frozenset()


def bind(analysed: Analysed, where: Where) -> Binding:
    """Reads the binding of a candidate."""
    place, place_named = _place(analysed, where)
    tiers, above = _tiers(analysed, where)
    years, year_named = _years(analysed, where)
    nature = _nature(analysed, where)
    titles = _titles(analysed, where)
    return Binding(place, place_named, tiers, above, years, year_named, nature, titles)


def _titles(analysed: Analysed, where: Where) -> frozenset[str]:
    """The awarded title a figure is about: in its label, its item, its clause, or before it."""
    text = analysed.text
    pieces = (
        where.label,
        where.header,
        text[where.item.start : where.item.end],
        text[where.clause.start : where.clause.end],
        text[where.sentence.start : where.start],
    )
    for piece in pieces:
        mentions = find_titles(piece)
        if mentions:
            return frozenset(name for m in mentions for name in (m.title, m.umbrella) if name)
    return frozenset()


def _place(analysed: Analysed, where: Where) -> tuple[str | None, bool]:
    for piece in (where.item, where.clause, where.sentence):
        mention = _nearest(analysed.places, piece, where.start, where.end)
        if mention is not None:
            return mention.code, True
    if analysed.heading_places:
        return analysed.heading_places[-1].code, True
    return analysed.document.region_code, False


def _nearest(places: Sequence[PlaceAt], piece: Piece, start: int, end: int) -> PlaceAt | None:
    """The last mention before the candidate inside the piece, else the first inside it."""
    inside = [place for place in places if piece.start <= place.start < piece.end]
    before = [place for place in inside if place.end <= start]
    if before:
        return before[-1]
    within = [place for place in inside if start <= place.start < end]
    return within[0] if within else None


def _tiers(analysed: Analysed, where: Where) -> tuple[frozenset[str], bool]:
    labelled = find_tiers(where.label)
    if labelled:
        return _union(labelled)
    if where.header:
        headed = find_tiers(where.header)
        if headed:
            return _union(headed)
    for piece in (where.item, where.clause):
        mention = _closest(analysed, piece, where)
        if mention is not None:
            return _union([mention])
    mentions = _before(analysed.tiers, where.sentence, where.start)
    if mentions:
        return _union(mentions[-1:])
    if analysed.heading_tiers:
        return _union(analysed.heading_tiers)
    return frozenset(), False


def _closest(analysed: Analysed, piece: Piece, where: Where) -> TierMention | None:
    """The tier nearest to the figure inside the piece, before it or behind (30家企业进入省级…),
    with no other figure in between."""
    figures = [s.quantity for s in analysed.statements]

    def distance(mention: TierMention) -> int | None:
        low, high = sorted((mention.start, where.start))
        if any(low < q.start < high and q.start != where.start for q in figures):
            return None
        return (
            where.start - mention.end if mention.end <= where.start else mention.start - where.end
        )

    inside = [m for m in analysed.tiers if piece.start <= m.start and m.end <= piece.end]
    near = [(gap, m.start, m) for m in inside if (gap := distance(m)) is not None]
    return min(near, key=lambda entry: entry[:2])[2] if near else None


def _before(mentions: Iterable[TierMention], piece: Piece, position: int) -> list[TierMention]:
    return [m for m in mentions if piece.start <= m.start and m.end <= min(position, piece.end)]


def _union(mentions: Sequence[TierMention]) -> tuple[frozenset[str], bool]:
    tiers: frozenset[str] = frozenset()
    for mention in mentions:
        tiers |= mention.tiers if mention.and_above else {mention.tier}
    return tiers, any(mention.and_above for mention in mentions)


def _years(analysed: Analysed, where: Where) -> tuple[tuple[int, ...], bool]:
    """The years a candidate speaks of, nearest first: beside it, carried on from an earlier
    sentence (“到2025年，……。花生……”), in the headings, in the title, of the document."""
    for piece in (where.item, where.clause, where.sentence):
        dated = [m for m in analysed.dates if m.year and piece.start <= m.start < piece.end]
        before = [m for m in dated if m.end <= where.start] or dated
        if before:
            return _covered(before[-1]), True
    spoken = _deictic_year(analysed, where)
    if spoken is not None:
        return (spoken,), True
    carried = [m for m in analysed.dates if m.year and m.end <= where.sentence.start]
    if carried and analysed.table is None:
        return _covered(carried[-1]), True
    for mention in (
        *(m for m in reversed(analysed.carried_dates) if analysed.table is None),
        *reversed(analysed.heading_dates),
        *analysed.title_dates,
    ):
        if mention.year:
            return _covered(mention), True
    document = analysed.document
    if document.period and document.period.start and document.period.end:
        return tuple(range(document.period.start.year, document.period.end.year + 1)), False
    return ((document.year,), False) if document.year else ((), False)


_DEICTIC = re.compile(
    r"(?P<now>截[至止](?:目前|现在)|目前|现有|现已|今年|本年度?)|(?P<last>去年|上年|上一年)|(?P<next>明年|下一?年)"
)


def _deictic_year(analysed: Analysed, where: Where) -> int | None:
    """目前, 今年, 去年 and 明年 are counted from the year of the text that says them."""
    year = analysed.document.year
    if year is None:
        return None
    matches = list(_DEICTIC.finditer(analysed.text, where.sentence.start, where.start))
    if not matches or re.search(r"(?:比|较)$", analysed.text[: matches[-1].start()][-1:]):
        return None
    last = matches[-1]
    return year - bool(last["last"]) + bool(last["next"])


def _covered(mention: DateMention) -> tuple[int, ...]:
    if mention.first is None or mention.last is None:
        return ()
    return tuple(range(mention.first.year, min(mention.last.year, mention.first.year + 40) + 1))


def _nature(analysed: Analysed, where: Where) -> Nature:
    """Markers beside the figure decide; a heading such as 主要目标 or 到2025年 holds for its list."""
    text = analysed.text
    for piece in (text[where.clause.start : where.end], text[where.sentence.start : where.start]):
        for nature, pattern in nature_patterns("text"):
            if pattern.search(piece):
                return nature
    if "目标" in analysed.heading or any(
        "到" in analysed.heading[max(0, mention.start - 1) : mention.start]
        for mention in analysed.heading_dates
    ):
        return Nature.TARGET
    return Nature.UNKNOWN


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


_SHARE = 0.5
"""Weight of a named place, tier or year beside the content words (whose IDF is about as much)."""


def _met(share: float, score: float, inherited: bool = False) -> Fit:
    return Fit(None, score, inherited, _SHARE, _SHARE * share)


# a text that grants, charges, orders or forbids holds for the places below; a report does not
_GRANTS = re.compile(
    r"奖|补助|补贴|资助|扶持|贴息|给予|支持|享受|减免|免征|减征|扣除|应当?|不得|可以|须|必须|要求|标准|按照|申请|"
    r"申报|条件|处以?[^，。]{0,12}罚|缴|收取|期限|认定|规定|办法|条例|细则|法(?!院|人|律)"
)
_ORDINAL = re.compile(
    r"第([一二两三四五六七八九十\d]{1,3})(批|次|届|期|轮|阶段|档|类|条|章)|(首)(批|次|届|期|轮)"
)


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
        titles = find_titles(question.text)
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
        describes = not _GRANTS.search(told)
        return (
            self.place_fit(
                binding, analysed.document.region_code, counts=counts, describes=describes
            )
            .plus(self.ordinal_fit(analysed, where))
            .plus(self.tier_fit(binding))
            .plus(self.year_fit(analysed, binding))
            .plus(self.nature_fit(binding))
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
        if document_region in codes and any(
            self._gazetteer.contains(wanted, code) for wanted in codes
        ):
            # a text of the asked place that names a place inside it
            return _met(0.7, -0.1)
        return Fit(mismatch=Mismatch.PLACE)

    def ordinal_fit(self, analysed: Analysed, where: Where) -> Fit:
        """第二批 is not 第一批: an ordinal of the question stands with the figure or above it."""
        asked = self._ordinals
        if not asked:
            return Fit()
        sentence = analysed.text[where.sentence.start : where.sentence.end]
        near = ordinals(f"{where.header} {sentence}")
        if asked <= near | ordinals(f"{analysed.heading} {analysed.document.title}"):
            return _met(1.0, 0.04)
        kinds = {ordinal[-1] for ordinal in asked}
        if any(ordinal[-1] in kinds for ordinal in near - asked):
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

    def year_fit(self, analysed: Analysed, binding: Binding) -> Fit:
        """The year asked, read beside the figure or in a context that holds for it.

        A year may also only name the document (“2004年《国务院工作规则》”): then the document's
        own year or the year in its title is met.
        """
        years = set(self._question.years)
        if not years:
            return Fit()
        if years & set(binding.years):
            return _met(1.0, 0.08) if binding.year_named else _met(0.8, 0.02)
        document = analysed.document
        titled = {mention.year for mention in analysed.title_dates}
        own = {document.year}
        if years & (titled | own) and not binding.year_named:
            return _met(0.7, 0.0)
        if years & titled:
            return _met(0.6, -0.02)
        if binding.years:
            return Fit(mismatch=Mismatch.YEAR)
        return _met(0.2, -0.08)

    def title_fit(self, binding: Binding) -> Fit:
        """单项冠军 are no 小巨人: a figure bound to other titles only does not answer."""
        asked = self._titles
        if not asked or not binding.titles:
            return Fit()
        if asked & binding.titles:
            return Fit(score=0.06)
        if self._umbrellas & binding.titles:
            return Fit(score=-0.1)  # 市级专精特新中小企业 for 市级小巨人: the answer names its own
        return Fit(mismatch=Mismatch.TITLE)

    def nature_fit(self, binding: Binding) -> Fit:
        """现在有几家 is not answered by a target, nor a target by a stock."""
        wanted = self._question.nature
        if wanted is Nature.UNKNOWN or binding.nature is Nature.UNKNOWN:
            return Fit()
        if wanted is binding.nature:
            return Fit(score=0.06)
        if wanted is Nature.STOCK and binding.nature is Nature.TARGET:
            return Fit(mismatch=Mismatch.NATURE)
        return Fit(score=-0.04)
