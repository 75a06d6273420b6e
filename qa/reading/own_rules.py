"""The rule that yields the asker's amount: the sentence with a rate of the asker's own figure.

Who asks “花了2400万，能补多少” asks for the result, and the rule states a rate and a cap. Of the
figures found, a rate of the asker's own figure answers before others that only stand nearby; its
sentence is given whole, with the cap that follows it, for the amount hangs on both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures.quantities import find_quantities
from qa.comparing_words import asks_share
from qa.reading.analysed import Analysed
from qa.reading.bands import in_band
from qa.reading.figure_wording import confidence
from qa.reading.findings import Candidate, Finding, Segment
from qa.reading.fit import Mismatch
from qa.reading.own_rates import SHARES, own_floor, own_rate
from qa.reading.scene import Scene
from qa.reading.wording import clean

_LEAD = 0.2
"""How much less of the question may stand around such a rate than around the best figure: the words
in which the asker tells the own case stand in no rule."""
_MET = 0.25
"""What the asker's figure adds to the confidence, being of the very subject of the rate."""
_LONGEST = 180


def own_rule(
    scene: Scene, candidates: Sequence[Candidate], fitting: Sequence[Candidate]
) -> Finding | None:
    """The sentence of the best rate of the asker's own figure, None where another figure answers
    better or where a rate is asked for itself."""
    question = scene.question
    if not question.own_values or asks_share(question.text):
        return None
    open_to = [c for c in candidates if c.mismatch in (None, Mismatch.KIND)]
    shares = [c for c in open_to if c.quantity is not None and c.quantity.kind in SHARES]
    floors = [c for c in open_to if c not in shares]
    rates = [c for c in (*in_band(question, shares), *floors) if _is_own(scene, c)]
    if not rates:
        return None
    best = max(rates, key=lambda c: c.score)
    if fitting and best.score < fitting[0].score - _LEAD:
        return None
    return _worded(scene, best)


def _is_own(scene: Scene, candidate: Candidate) -> bool:
    quantity, sentence = candidate.quantity, candidate.where.sentence
    if quantity is None or candidate.analysed.table is not None:
        return False
    text = candidate.analysed.text
    where = (text, sentence.start, sentence.end)
    return any(of(scene.question, quantity, *where) for of in (own_rate, own_floor))


def _worded(scene: Scene, rate: Candidate) -> Finding:
    analysed, sentence = rate.analysed, rate.where.sentence
    text = analysed.text
    begin, end = sentence.start, sentence.end
    if end - begin > _LONGEST:
        begin, end = _around(rate)
    spans = [(begin, end)]
    cap = _cap_behind(analysed, sentence.end)
    if cap is not None:
        spans.append(cap)
    segments = tuple(Segment(clean(text[s:e]), ((s, e),)) for s, e in spans)
    return Finding(
        text="；".join(segment.text for segment in segments),
        document=analysed.document,
        passage=analysed.passage,
        hit=rate.hit,
        quotes=tuple(spans),
        confidence=min(1.0, confidence(rate, scene.matcher) + _MET),
        segments=segments,
        binding=rate.binding,
        quantity=rate.quantity,
        inherited=rate.fit.inherited,
    )


def _around(rate: Candidate) -> tuple[int, int]:
    """The clauses of a long sentence from the case of the rate to the cap behind it."""
    where, clauses = rate.where, list(rate.where.sentence.clauses)
    at = next((i for i, c in enumerate(clauses) if c.start <= where.start < c.end), 0)
    first = at
    while first > 0 and where.clause.start - clauses[first - 1].start < _LONGEST // 2:
        first -= 1
    last = min(len(clauses) - 1, at + 2)
    return clauses[first].start, clauses[last].end


# what bounds every award alike: 单个项目最高不超过…, 每家企业年度累计不超过…; a bound of one case names it
_CAP = re.compile(
    r"^(?:其中|且|但|原则上|同一|单个|单家|单户|单笔|每个?|每[年家户笔项人]|一个|全年|年度|当年|企业|项目|单位|机构|法人|申请人?|主体|"
    r"累计|合计|总|额度?|金额|资金|补贴|补助|奖励|支持|资助|贴息|申领|和|兑付|获得|的|最高|最多|给予|为|标准|不得?超过|不高于|限额?|自然|，)*"
    r"(?:最高|最多|不得?超过|不高于|上限|封顶)"
)


def _cap_behind(analysed: Analysed, end: int) -> tuple[int, int] | None:
    """The next sentence, where it only bounds the award (“一个项目当年补助额最高不超过80万元。”)."""
    following = next((s for s in analysed.sentences if s.start >= end), None)
    if following is None:
        return None
    told = re.sub(r"\s", "", analysed.text[following.start : following.end])
    bounds = [q for q in find_quantities(told) if q.kind == "money"]
    if len(bounds) != 1 or not _CAP.match(told) or bounds[0].low is not None:
        return None
    return following.start, following.end
