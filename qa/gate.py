"""The figure gate: nothing is said that a cited quote does not show.

Every figure, date, place, document number and quoted title of a sentence must stand in one of the
quotes the sentence cites, bound there to the place, tier and year that were asked and that the
sentence itself names, or be computed in the sentence from such figures (“18家－12家＝6家”). The
same gate checks the reader's wording and an LLM's draft.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.documents import NATIONAL_CODE
from ingest.figures.dates import find_dates
from ingest.figures.numbers import format_chinese
from ingest.figures.quantities import Quantity, find_quantities
from ingest.figures.statements import Statement
from ingest.figures.tiers import find_tiers
from ingest.language.normalise import blanked, fold, squash
from ingest.metadata.places import Gazetteer
from ingest.structure.numbering import read_marker
from qa.answers import Citation
from qa.equations import find_equations, holds_comparison
from qa.questions import Question
from qa.reading.analysed import Analysed, PassageAnalyser
from qa.reading.binding import Where, bind
from qa.reading.fit import Binder
from qa.rulings import Ruling, read_ruling, ruling_word
from qa.verdicts import claims_verdict, holds, read_verdict


class Violation(StrEnum):
    """What is wrong with a sentence."""

    UNCITED = "没有引用"
    UNKNOWN_CITATION = "引用了不存在的来源"
    FIGURE = "数字不在引文中"
    BINDING = "数字属于其他地区、层级或年份"
    DATE = "日期不在引文中"
    PLACE = "地名不在引文中"
    NUMBER = "文号不在引文中"
    TITLE = "文件名不在引文中"
    VERDICT = "结论与引文不符"


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence of a draft with the citations it names and what is wrong with it."""

    text: str
    cited: tuple[int, ...]
    violations: tuple[Violation, ...]

    @property
    def passed(self) -> bool:
        return not self.violations


_MARKER = re.compile(r"\[(\d{1,3})\]")
# year and running number of a 发文字号 with the last characters of its 机关代字
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{2}[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*第?\s*\d+\s*号")
_TITLE = re.compile(r"《([^》]{2,80})》")


class Gate:
    """Checks drafts against their citations."""

    def __init__(self, gazetteer: Gazetteer, analyser: PassageAnalyser) -> None:
        self._gazetteer = gazetteer
        self._analyser = analyser

    def check(
        self, draft: str, citations: Mapping[int, Citation], question: Question
    ) -> tuple[Checked, ...]:
        """Every sentence of the draft, checked; offsets of quotes are taken on trust."""
        return tuple(self.check_sentence(text, citations, question) for text in split_draft(draft))

    def check_sentence(
        self, text: str, citations: Mapping[int, Citation], question: Question
    ) -> Checked:
        """One statement with its `[n]` markers, checked as a whole."""
        numbers = tuple(dict.fromkeys(int(n) for n in _MARKER.findall(text)))
        bare = _MARKER.sub("", text)
        if not numbers:
            return Checked(text, numbers, (Violation.UNCITED,))
        cited = [citations[n] for n in numbers if n in citations]
        if len(cited) < len(numbers):
            return Checked(text, numbers, (Violation.UNKNOWN_CITATION,))
        quotes = fold("\n".join(citation.quote for citation in cited))
        ruling = read_ruling(bare)
        if ruling is not None and not _is_ruling(ruling, quotes, question):
            return Checked(text, numbers, (Violation.VERDICT,))
        if claims_verdict(bare):
            wrong = () if _is_verdict(bare, quotes, question) else (Violation.VERDICT,)
            return Checked(text, numbers, wrong)
        records = fold("\n".join(_record(citation) for citation in cited))
        found = [
            *self._figures(bare, cited, quotes, question),
            *_dates(bare, quotes + "\n" + records),
            *self._places(bare, cited, quotes + "\n" + records),
            *_identifiers(bare, quotes + "\n" + records),
        ]
        return Checked(text, numbers, tuple(dict.fromkeys(found)))

    def holds(self, line: str, citations: Mapping[int, Citation], question: Question) -> bool:
        """Whether a computation of figures, each checked in its own statement, is right: its
        operands stand in the quotes, are the asker's or constants, and make its result."""
        bare = _MARKER.sub("", line)
        quotes = fold("\n".join(citation.quote for citation in citations.values()))
        stated = find_quantities(quotes)
        return (bool(find_equations(bare)) or holds_comparison(bare)) and all(
            _stands(quantity, quotes) or any(quantity.same_value(other) for other in stated)
            for quantity in _to_show(bare, question)
        )

    # --- figures ---------------------------------------------------------------------------

    def _figures(
        self, text: str, cited: Sequence[Citation], quotes: str, question: Question
    ) -> list[Violation]:
        violations: list[Violation] = []
        own = {*_date_spans(text), *_counts(text, quotes)}
        for quantity in _to_show(text, question):
            if any(start <= quantity.start < end for start, end in own):
                continue
            if _counted(text, quantity, cited):
                continue
            statements = [
                (self._analyser.analyse(citation.passage), statement)
                for citation in cited
                for statement in self._statements(citation)
                if statement.quantity.same_value(quantity)
            ]
            if not statements:
                if _stands(quantity, quotes):
                    continue
                violations.append(Violation.FIGURE)
            elif not any(self._bound(a, s, text, question) for a, s in statements):
                violations.append(Violation.BINDING)
        return violations

    def _statements(self, citation: Citation) -> list[Statement]:
        analysed = self._analyser.analyse(citation.passage)
        return [
            statement
            for statement in analysed.statements
            if citation.start <= statement.quantity.start < citation.end
        ]

    def _bound(
        self, analysed: Analysed, statement: Statement, text: str, question: Question
    ) -> bool:
        """Whether the figure's own place, tier and year are those asked and those written."""
        where = Where(
            statement.quantity.outer_start,
            statement.quantity.outer_end,
            statement.item,
            statement.clause,
            statement.sentence,
            label=statement.label,
            header=analysed.header_at(statement.quantity.start),
        )
        binding = bind(analysed, where)
        binder = Binder(question, self._gazetteer)
        if binder.fit(analysed, binding, where).mismatch is not None:
            return False
        named = {mention.tier for mention in find_tiers(text) if not mention.negated}
        return not (named and binding.tiers and not named & binding.tiers)

    # --- names -----------------------------------------------------------------------------

    def _places(self, text: str, cited: Sequence[Citation], shown: str) -> list[Violation]:
        codes = [citation.document.region_code for citation in cited]
        for mention in self._gazetteer.find(text):
            place = mention.place
            if place is None or place.code == NATIONAL_CODE or fold(mention.text) in shown:
                continue
            if any(code and self._gazetteer.contains(place.code, code) for code in codes):
                continue
            return [Violation.PLACE]
        return []


def split_draft(draft: str) -> list[str]:
    """Sentences of an answer: at 。！？； and line ends, a marker staying with what it supports."""
    parts = re.split(r"(?<=[。！？；])(?!\s*\[\d)|(?<=[。！？；]\[\d\])(?!\[)|\n+", draft)
    joined: list[str] = []
    for part in (part.strip() for part in parts if part and part.strip()):
        if re.fullmatch(r"(?:\[\d{1,3}\]\s*)+[。；]?", part) and joined:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _is_verdict(line: str, quotes: str, question: Question) -> bool:
    """Whether the rule of a verdict stands in the quotes and, compared with the asker's own
    figure or day, gives that verdict."""
    verdict = read_verdict(line)
    if verdict is None or _unquoted(verdict.rule) not in _unquoted(quotes):
        return False
    places = [place.short for place in question.places]
    return holds(verdict, question.own_values, question.dates, places)


def _is_ruling(ruling: Ruling, quotes: str, question: Question) -> bool:
    """Whether the rule of a yes or no stands in the quotes and gives that word again."""
    stands = all(_unquoted(part) in _unquoted(quotes) for part in re.split("[：；]", ruling.rule))
    return stands and ruling_word(question, ruling.rule) == ruling.word


def _unquoted(text: str) -> str:
    return re.sub(r"[“”\"]", "", squash(fold(text)))


def _record(citation: Citation) -> str:
    document = citation.document
    dates = [
        d
        for d in (
            document.issued_on,
            document.published_on,
            document.effective_on,
            document.expires_on,
        )
        if d
    ]
    period = document.period
    if period:
        dates += [d for d in (period.start, period.end) if d]
    fields = [
        document.title,
        document.issuer,
        document.doc_number,
        document.region,
        " ".join(citation.passage.section.path),
        citation.passage.header,
        *(f"{d.year}年{d.month}月{d.day}日 {d.isoformat()}" for d in dates),
    ]
    return "\n".join(field for field in fields if field)


def _counted(text: str, quantity: Quantity, cited: Sequence[Citation]) -> bool:
    """“共10项（按编号计…）”: the quotes are the first and the last member of a numbered list."""
    if not text[quantity.end :].startswith("（按编号计"):
        return False
    numbers = {m.number for c in cited if (m := read_marker(c.quote)) is not None}
    return {1, quantity.value} <= numbers


def _stands(quantity: Quantity, quotes: str) -> bool:
    """The figure's own characters stand in a quote, not as part of a longer number."""
    wanted = re.escape(squash(fold(quantity.text)))
    return bool(re.search(rf"(?<![\d.]){wanted}", squash(quotes)))


def _is_asked(quantity: Quantity, question: Question) -> bool:
    return any(quantity.same_value(own) for own in question.own_values)


def _date_spans(text: str) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in find_dates(text)]


def _dates(text: str, shown: str) -> list[Violation]:
    squeezed = squash(shown)
    known = {(m.first, m.last) for m in find_dates(shown) if m.first is not None}
    years = {m.year for m in find_dates(shown)} | {
        m.first.year for m in find_dates(shown) if m.first
    }
    for mention in find_dates(text):
        if squash(fold(mention.text)) in squeezed or (mention.first, mention.last) in known:
            continue
        if mention.precision in ("year", "period") and mention.year in years:
            continue
        return [Violation.DATE]
    return []


def _identifiers(text: str, shown: str) -> list[Violation]:
    squeezed = squash(shown)
    violations: list[Violation] = []
    if any(squash(fold(n)) not in squeezed for n in _DOC_NUMBER.findall(text)):
        violations.append(Violation.NUMBER)
    if any(squash(fold(t)) not in squeezed for t in _TITLE.findall(text)):
        violations.append(Violation.TITLE)
    return violations


_COUNT = re.compile(r"共(\d+[\u4e00-\u9fff]?)：([^，；。：]+)")


def _counts(text: str, quotes: str) -> list[tuple[int, int]]:
    """Spans of counts of what is named behind them, each in a quote (共3个：甲、乙、丙)."""
    shown = squash(quotes)
    return [
        match.span(1)
        for match in _COUNT.finditer(text)
        if int(re.sub(r"\D", "", match[1])) == len(match[2].split("、"))
        and all(squash(fold(thing)) in shown for thing in match[2].split("、"))
    ]


def _to_show(text: str, question: Question) -> list[Quantity]:
    """The figures of a text that a quote must show: all but the results of equations that hold
    (相差5家：15家－10家＝5家), the asker's own, and the constants counted with (100%, the months of the years asked)."""
    figures: list[Quantity] = []
    equations = find_equations(text)
    for equation in equations:
        figures += [one for one in equation.operands if not _is_constant(one, question)]
    results = [equation.result for equation in equations]
    figures += [
        quantity
        for quantity in find_quantities(blanked(text, equations))
        if not any(quantity.same_value(result) for result in results)
    ]
    return [quantity for quantity in figures if not _is_asked(quantity, question)]


def _is_constant(operand: Quantity, question: Question) -> bool:
    whole = operand.unit == "%" and operand.value == 100
    months = operand.kind == "duration" and "年" in question.text
    return whole or months or (operand.kind == "count" and _is_counted(operand, question))


def _is_counted(operand: Quantity, question: Question) -> bool:
    """四证: a number before a noun that is no classifier."""
    return format_chinese(int(operand.value)) in question.text if operand.value < 100 else False
