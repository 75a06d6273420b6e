"""When to refuse, and what a refusal says.

Two tests, both on the best finding: its confidence (share of the question found around it,
corrected by place, tier and time) against a threshold calibrated on the dev sets, and the focus:
the words beside the interrogative (贷款贴息是几个百分点) must stand in the text cited.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ingest.language.normalise import fold
from qa.questions import Asked, Question, Term
from qa.reading.binding import Mismatch
from qa.reading.fields import FIELD_KINDS
from qa.reading.findings import Finding, Reading
from qa.reading.matching import matching_form, quality


@dataclass(frozen=True, slots=True)
class RefusalPolicy:
    """Thresholds by kind of answer, and the least match of a focus word (0 to 1)."""

    thresholds: dict[str, float]
    focus: float

    def supports(self, question: Question, finding: Finding) -> bool:
        """Whether a finding may be given as the answer."""
        if finding.confidence < self.thresholds[answer_class(question)]:
            return False
        return answer_class(question) == "field" or self._in_focus(question, finding)

    def _in_focus(self, question: Question, finding: Finding) -> bool:
        terms = focus_terms(question)
        if not terms:
            return True
        context = matching_form("\n".join(_context(question, finding)))
        return max(quality(term, context) for term in terms) >= self.focus


def _context(question: Question, finding: Finding) -> Iterator[str]:
    """Where a focus word may stand: for a figure in its own sentence, table header and heading,
    for other answers anywhere in the passage or the titles above it."""
    document = finding.document
    yield finding.text
    yield finding.passage.section.heading
    yield finding.passage.header or ""
    for start, end in finding.quotes:
        yield document.text[start:end]
    if answer_class(question) not in ("figure", "date"):
        yield finding.passage.text
        yield " ".join(finding.passage.section.path)
        yield document.title


@lru_cache(maxsize=1)
def load_refusal_policy() -> RefusalPolicy:
    stored = json.loads(files("qa").joinpath("data/refusal.json").read_text("utf-8"))
    return RefusalPolicy(dict(stored["thresholds"]), float(stored["focus"]))


def answer_class(question: Question) -> str:
    """The class of answer whose threshold applies."""
    asked = question.asked
    if asked in FIELD_KINDS:
        return "field"
    return {
        Asked.FIGURE: "figure",
        Asked.DATE: "date",
        Asked.LIST: "list",
        Asked.RESPONSIBLE: "responsible",
    }.get(asked, "span")


_GAP = re.compile(r"多少|多大|百分之几|几|哪|什么|何|谁|怎|如何|啥|咋|是否|吗|不$")


_FOCUS_WEIGHT = 0.4
"""Commoner words (目标, 方面, 企业) are no focus; words officials never use cannot be expected."""


def focus_terms(question: Question) -> tuple[Term, ...]:
    """The content words nearest to the interrogative: two before it, one after it."""
    text = fold(question.text)
    gap = _GAP.search(text)
    if gap is None:
        return ()
    before: list[tuple[int, Term]] = []
    after: list[tuple[int, Term]] = []
    for term in question.terms:
        if term.weight < _FOCUS_WEIGHT or not term.official:
            continue
        place = text.rfind(term.text, 0, gap.start())
        if place >= 0:
            before.append((gap.start() - place - len(term.text), term))
        place = text.find(term.text, gap.end())
        if place >= 0:
            after.append((place - gap.end(), term))
    nearest = [term for _, term in sorted(before, key=lambda pair: pair[0])[:2]]
    return tuple(nearest + [term for _, term in sorted(after, key=lambda pair: pair[0])[:1]])


_ASKED_NAMES = {
    Asked.FIGURE: "数字",
    Asked.DATE: "时间",
    Asked.LIST: "清单",
    Asked.RESPONSIBLE: "责任单位",
    Asked.DOC_NUMBER: "文号",
    Asked.ISSUER: "发文机关",
    Asked.ISSUE_DATE: "成文日期",
    Asked.EFFECTIVE_DATE: "施行日期",
    Asked.EXPIRY: "有效期",
    Asked.SIGNATORY: "签发人",
    Asked.PHONE: "联系电话",
    Asked.VALIDITY: "效力",
}


def refusal_text(question: Question, reading: Reading) -> str:
    """One sentence: what was looked for, that it was not found, and on what it failed."""
    what = looked_for(question)
    reason = ""
    if reading.missing:
        reason = {
            Mismatch.PLACE: "，相近的规定属于其他地区",
            Mismatch.TIER: "，相近的数字属于其他层级",
            Mismatch.YEAR: "，相近的数字属于其他年份",
            Mismatch.NATURE: "，只有目标数，没有现状数",
            Mismatch.KIND: "，相近的条文没有给出这项数据",
            Mismatch.TITLE: "，相近的数字说的是其他对象",
        }[reading.missing[0]]
    return f"没有找到{what}{reason}。"


def looked_for(question: Question) -> str:
    """“常熟市2025年国家级“贷款贴息”的数字”, from what the question names."""
    place = "、".join(p.full_name if len(p.path) <= 1 else p.path[-1] for p in question.places)
    years = "、".join(f"{year}年" for year in question.years)
    tiers = "、".join(question.tiers)
    words = _phrase(question)
    name = _ASKED_NAMES.get(question.asked, "依据")
    return f"{place}{years}{tiers}关于“{words}”的{name}"


def _phrase(question: Question) -> str:
    """The content words in the order of the question, without parts of longer ones."""
    text = fold(question.text)
    kept = [
        term.text
        for term in question.terms
        if not any(term.text != other.text and term.text in other.text for other in question.terms)
    ]
    kept.sort(key=lambda word: text.find(word))
    return " ".join(kept[:6]) or question.text
