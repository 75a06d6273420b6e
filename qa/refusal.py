"""When to refuse, and what a refusal says.

A scorecard over the signs of `evidence.py` says how likely it is that the documents answer the
question at all; below the threshold nothing is answered. Each sign adds to the log-odds step by
step as it rises, never against its known direction. The steps, the threshold and how they were
fitted stand in `data/refusal.json` (`python -m eval.fitting.refusal`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

from ingest.language.normalise import fold
from qa.answers import Hit
from qa.evidence import SIGNS, signs_of
from qa.questions import Asked, Question
from qa.reading.findings import Finding, Reading
from qa.reading.fit import Mismatch


class RefusalPolicy(Protocol):
    """Decides what may be given as an answer."""

    def trust(self, question: Question, finding: Finding, hits: Sequence[Hit]) -> float:
        """How likely a finding answers the question, 0 to 1; `hits` are all passages found."""

    def accepts(self, trust: float, *, beside: bool = False) -> bool:
        """Whether a finding of this trust may be given; `beside`: next to one of its kind that
        is."""


_BESIDE = 0.4
"""Share of the threshold that suffices beside an accepted figure of the same unit."""

Steps = tuple[tuple[float, float], ...]
"""Pairs of a value and what a sign above it adds to the log-odds, values rising."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The steps of each of `SIGNS`, bias, and the least trust of an answer."""

    steps: tuple[Steps, ...]
    bias: float
    threshold: float

    def trust(self, question: Question, finding: Finding, hits: Sequence[Hit]) -> float:
        return self.probability(signs_of(question, finding, hits), finding.support)

    def probability(self, signs: Sequence[float], support: float = 0.0) -> float:
        """How likely a finding of these signs, and of this support by its form, answers, 0 to 1."""
        log_odds = (
            self.bias
            + support
            + sum(
                gain
                for value, steps in zip(signs, self.steps, strict=True)
                for edge, gain in steps
                if value > edge
            )
        )
        return 1 / (1 + math.exp(-log_odds))

    def accepts(self, trust: float, *, beside: bool = False) -> bool:
        return trust >= self.threshold * (_BESIDE if beside else 1.0)


@lru_cache(maxsize=1)
def load_refusal_policy() -> Scorecard:
    """The fitted policy.

    Raises:
        ValueError: the file was fitted for other signs.
    """
    stored = json.loads(files("qa").joinpath("data/refusal.json").read_text("utf-8"))
    steps = stored["steps"]
    if set(steps) != set(SIGNS):
        raise ValueError("refusal.json was fitted for other signs than these")
    return Scorecard(
        tuple(tuple((float(edge), float(gain)) for edge, gain in steps[name]) for name in SIGNS),
        float(stored["bias"]),
        float(stored["threshold"]),
    )


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
    Asked.CONTACT: "联系方式",
    Asked.ADDRESSEE: "主送对象",
    Asked.AUTHOR: "作者",
    Asked.INTERPRETER: "解释机关",
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
            Mismatch.NATURE: "，只有完成数，没有目标数"
            if question.aimed
            else "，只有目标数，没有现状数",
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
