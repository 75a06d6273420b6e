"""Whether a place stands in a list that a text gives in full: “江西在不在试点地区里”.

Official texts name the places of a pilot one after another (确定北京、吉林、……作为试点地区). A place that
such a list leaves out is not of it, unless 等 keeps the list open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.metadata.places import Gazetteer, Place
from qa.reading.analysed import PlaceAt
from qa.reading.findings import Finding
from qa.reading.scene import Scene
from qa.reading.sentences import SentenceAt
from qa.reading.wording import clean
from qa.verdicts import LEAST_LISTED, Verdict, verdict_line

_ASKS = re.compile(
    r"在不在|属不属于|算不算|包不包括|含不含|(?:有没有|是否|是不是)(?:被)?(?:在|列入|纳入|入选|属于|包括)|"
    r"(?:在|属于|列入|纳入|入选|包括|选为|定为)[^，。？]{0,24}(?:吗|么|没有|不)[？?]?$|是不是[^，。？]{0,16}试点"
)
_BETWEEN = re.compile(
    r"(?:省|市|自治区|区|县|州)?\s*(?:、|和|及|以及|与)\s*|\d+个[^、，。；]{1,12}?[和及与]"
)
_OPEN = re.compile(r"等(?!级|于|待|候|同|距|额)")
_TOLD = 0.35
"""Coverage of the question that a sentence needs to speak of the list asked about."""


def membership(scene: Scene, gazetteer: Gazetteer) -> Finding | None:
    """The verdict on the one place asked about, by the best sentence that lists places of its
    level; None where no list is closed or none speaks of the matter."""
    question = scene.question
    if len(question.places) != 1 or not _ASKS.search(question.text):
        return None
    place = question.places[0]
    for at in scene.sentences:
        listed = _listed(at, place)
        if at.coverage < _TOLD or not listed:
            continue
        if any(gazetteer.contains(one.code, place.code) for one in listed):
            return _finding(at, place, met=True)
        within = any(gazetteer.contains(place.code, one.code) for one in _places(at))
        behind = at.analysed.text[listed[-1].end : at.sentence.end]
        if within or _OPEN.search(behind[:12]):
            return None
        return _finding(at, place, met=False)
    return None


def _places(at: SentenceAt) -> list[PlaceAt]:
    sentence = at.sentence
    return [p for p in at.analysed.places if sentence.start <= p.start < sentence.end]


def _listed(at: SentenceAt, place: Place) -> Sequence[PlaceAt]:
    """The places of one level that a sentence names one after another."""
    text, run = at.analysed.text, list[PlaceAt]()
    for one in _places(at):
        if _level(one.code) != _level(place.code):
            continue
        if run and not _BETWEEN.fullmatch(text[run[-1].end : one.start]):
            if len(run) >= LEAST_LISTED:
                break
            run = []
        run.append(one)
    return run if len(run) >= LEAST_LISTED else ()


def _level(code: str) -> int:
    """1 for a province, 2 for a prefecture, 3 for a county (GB/T 2260)."""
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def _finding(at: SentenceAt, place: Place, *, met: bool) -> Finding:
    analysed, sentence = at.analysed, at.sentence
    rule = re.sub(r"[“”]", "", clean(analysed.text[sentence.start : sentence.end]))
    return Finding(
        text=verdict_line(Verdict(met, rule, place.short, listed=True)),
        document=analysed.document,
        passage=analysed.passage,
        hit=at.hit,
        quotes=((sentence.start, sentence.end),),
        confidence=min(1.0, at.coverage),
        inherited=at.hit.inherited,
        answers=place.short,
    )
