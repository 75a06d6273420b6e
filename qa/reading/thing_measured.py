"""Whether a figure tells of the very thing that is measured in the question.

Place, tier and year are bound closely (`fit.py`); words only count. But some words of a question
leave no room: the rate it names (失业率), whose size it asks (基金的规模), the trade it names where the
text is of another (钢铁行业, 建材行业), the month of what was done (5月批准的, 3月批准).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.questions import Question, Term
from qa.reading.analysed import Analysed
from qa.reading.binding import Where
from qa.reading.fit import Mismatch
from qa.reading.matching import matching_form, quality
from qa.reading.scales import Member, is_of_other_member, members_named

_ASKS = r"(?:是|为|有|达|达到|要|约|一共|总共|大概|具体|分别|各)*(?:多少|几|百分之几|多大|多高)"
_RATE = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{2}})率{_ASKS}")
_SIZE = re.compile(
    r"(?P<whose>[\u4e00-\u9fff]{2,12}?)的?(?:总|资金|建设|募集|首期)*(?:规模|金额|额度|总额|余额)"
    rf"{_ASKS}"
)
_SHARE = re.compile(r"(?P<whose>[\u4e00-\u9fff]{2,12}?)占(?:gdp|(?:地区|国内)生产总值)")
# names of indicators end so, and statistics write them in full
_INDICATOR = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12}(?:人口|产量|增加值|总值|产值|面积|价格|浓度|支出|收入|总额|余额|销售额|出口额|进口额|出口总额|人数|里程|指数|投入|注册资本))(?:的?(?:具体|最低)*(?:要求|标准|门槛))?"
    rf"{_ASKS}"
)
_LATIN = re.compile(rf"(?P<name>[a-z][a-z0-9.]*)的?[\u4e00-\u9fff]{{0,6}}?{_ASKS}")
_COMPOUND = 3
"""Characters; a longer noun that official texts do not hold as a whole is told by its end."""
_PARTIAL = 0.3
_TELLING = 0.4
"""Weight of a word that tells one indicator from another (年末, 全年 and 地区 do not)."""
_TRADE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2})(?:行业|产业|领域)")
_MONTH = re.compile(r"(?<![\d—\-~～至到])(?P<month>\d{1,2})月(?!以来|龄|均)")
# 印发的办法里: the month says which text is meant
_OF_TEXT = re.compile(
    r"(?:日|份|底|末|初)?(?:公布|发布|印发|下发|出台|施行|实施|修订|修正|颁布|制定|的)"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the question leaves no room for; empty where it names none.

    `rate` is the stem of the rate asked, `names` a Latin name of what is asked (PM2.5) and its
    official forms, `words` are those of the indicator asked (城镇常住人口), `whose` the last noun of
    what has the size or share asked, `trades` the trades named, `asked` the question as it is
    matched, `members` those of scales that it names (本科), `month` that in which something was done.
    """

    rate: str
    names: tuple[str, ...]
    words: tuple[Term, ...]
    whose: Term | None
    trades: frozenset[str]
    asked: str
    members: frozenset[Member]
    month: int | None

    @classmethod
    def of(cls, question: Question) -> Measured:
        text = matching_form(question.text)
        rate, size = _RATE.search(text), _SIZE.search(text) or _SHARE.search(text)
        name, indicator = _LATIN.search(text), _INDICATOR.search(text)
        return cls(
            rate["stem"] if rate else "",
            _named(name["name"], question.terms) if name else (),
            _words_in(indicator["name"].rpartition("的")[2], question.terms) if indicator else (),
            _last_noun(size["whose"], question.terms) if size else None,
            frozenset(_trades(text)),
            text,
            members_named(question.text),
            _month(question),
        )

    def is_told_in(self, sentence: str, above: str) -> bool:
        """Whether a sentence or what stands above it names the rate and the indicator asked."""
        near = matching_form(f"{sentence}\n{above}")
        return (
            self.rate in near
            and (not self.names or any(name in near for name in self.names))
            and all(quality(term, near) >= _PARTIAL for term in self.words)
        )

    def mismatch(self, analysed: Analysed, where: Where) -> Mismatch | None:
        """Why a figure of a passage tells of another thing, None where nothing says so."""
        sentence = matching_form(analysed.text[where.sentence.start : where.sentence.end])
        above = matching_form(f"{where.header} {analysed.heading} {analysed.document.title}")
        if not self.is_told_in(sentence, above):
            return Mismatch.KIND
        if self.whose is not None and not self._is_whose(analysed, where, above):
            return Mismatch.KIND
        if self._is_of_other_trade(analysed, sentence, above):
            return Mismatch.TITLE
        if is_of_other_member(self.members, analysed, where):
            return Mismatch.TITLE
        return Mismatch.YEAR if self._is_of_other_month(analysed, where) else None

    def _is_whose(self, analysed: Analysed, where: Where, above: str) -> bool:
        """What has a size is told before it or in its clause."""
        if self.whose is None:
            return True
        before = analysed.text[where.sentence.start : where.end]
        clause = analysed.text[where.clause.start : where.clause.end]
        near = matching_form(f"{before}\n{clause}") + above
        # a compound ends in what it is: 产业发展基金 is a 基金
        return any(word in near for word in (self.whose.text[-2:], *self.whose.alternatives))

    def _is_of_other_trade(self, analysed: Analysed, sentence: str, above: str) -> bool:
        """A text titled for one trade, or a sentence that names one, tells nothing of another."""
        if not self.trades or any(trade in sentence + above for trade in self.trades):
            return False
        told = _trades(matching_form(analysed.document.title)) or _trades(sentence)
        return bool(told) and not any(trade in self.asked for trade in told)

    def _is_of_other_month(self, analysed: Analysed, where: Where) -> bool:
        if self.month is None:
            return False
        before = analysed.text[where.sentence.start : where.start]
        told = [int(match["month"]) for match in _MONTH.finditer(before)]
        return bool(told) and self.month not in told


def _last_noun(whose: str, terms: Sequence[Term]) -> Term | None:
    known = (term for term in terms if term.official or len(term.text) > _COMPOUND)
    ending = [term for term in known if whose.endswith(term.text)]
    return max(ending, key=lambda term: len(term.text), default=None)


def _named(name: str, terms: Sequence[Term]) -> tuple[str, ...]:
    return (name, *(form for term in terms if term.text == name for form in term.alternatives))


def _words_in(name: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(t for t in terms if t.official and t.weight >= _TELLING and t.text in name)


def _trades(text: str) -> list[str]:
    return [match["name"] for match in _TRADE.finditer(text)]


def _month(question: Question) -> int | None:
    """The month of what was done; one that only names a text is none."""
    called = {source.date for source in question.sources}
    for mention in question.dates:
        if mention in called or mention.precision not in ("month", "day"):
            continue
        month = re.search(r"(\d{1,2})月", mention.text)
        if month and not _names_text(question.text, mention.end):
            return int(month.group(1))
    return None


def _names_text(text: str, end: int) -> bool:
    return bool(_OF_TEXT.match(text, end))
