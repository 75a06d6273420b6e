"""The finding that answers a polar question: how far its rule bears on what is asked, and its word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.deontic import DENYING, Force, forces_of
from qa.polar import PolarKind, polar_of
from qa.questions import Asked
from qa.reading.findings import Finding, Reading
from qa.reading.leads import lead_of
from qa.reading.polar_ranking import CharacterOverlap
from qa.reading.ranking import RANKED
from qa.reading.scene import Scene
from qa.reading.sentences import SentenceAt
from qa.reading.wording import clean
from qa.rulings import Ruling, ruling_line, ruling_word

_ACT, _SHARE, _NONE, _NO_RULE = 3.0, 4.0, -1.6, -0.8
"""Log-odds of an answer for the characters of what is asked that the rule has, for those of the rule
that the question has, without any, and for a sentence that rules on nothing where somebody asks
what is allowed or required. Chosen on 116 polar questions of sets with known evidence, and 321 put
to texts that cannot answer them: as many of the former are answered rightly (72), and 24 fewer of
the latter are answered (41 for 65)."""
_RULED = frozenset((PolarKind.ALLOWED, PolarKind.REQUIRED))


def ruled(scene: Scene, reading: Reading) -> Reading:
    """The sentences found for a polar question, each trusted by what it says of the act asked about
    and led by the word of its rule; other readings as they are."""
    if scene.question.asked is not Asked.BOOLEAN or not reading.findings:
        return reading
    sentences = scene.sentences[:RANKED]
    overlap = CharacterOverlap.of(scene, sentences)
    findings = (_ruled(scene, finding, sentences, overlap) for finding in reading.findings)
    return replace(reading, findings=tuple(findings))


def _ruled(
    scene: Scene, finding: Finding, sentences: Sequence[SentenceAt], overlap: CharacterOverlap
) -> Finding:
    at = next((at for at in sentences if _holds(finding, at)), None)
    if at is None:
        return finding
    whole = _with_rule(finding, at)
    support = _ACT * overlap.of_act(at, whole.text) + _SHARE * overlap.share(finding.text) + _NONE
    if polar_of(scene.question.text).kind in _RULED and not forces_of(whole.text) - {Force.BOUNDS}:
        support += _NO_RULE
    word = None if _is_case(at, whole) else ruling_word(scene.question, whole.text)
    text = ruling_line(Ruling(word, whole.text)) if word else whole.text
    return replace(whole, text=text, support=support)


# an exception that is a sentence of its own: “残疾人乘坐的轮椅除外。”
_EXCEPTS = re.compile(r"^[^，：]{2,60}(?:除外|的例外|不在此限)[。；]?$")


def _with_rule(finding: Finding, at: SentenceAt) -> Finding:
    """The finding with the rule that it is part of: a member of a list with the lead that denies
    something to all of them, an exception with the sentence that it is made from."""
    text, (start, end) = at.analysed.text, finding.quotes[0]
    if _EXCEPTS.match(text[start:end].strip()) and at.place:
        before = at.analysed.sentences[at.place - 1]
        above, joint = (before.start, before.end), "；"
    else:
        lead = lead_of(at)
        if lead is None or not forces_of(text[slice(*lead)]) & DENYING:
            return finding
        above, joint = lead, "："
    rule = clean(text[slice(*above)]).rstrip("：:←↵ ")
    return replace(finding, text=f"{rule}{joint}{finding.text}", quotes=(above, *finding.quotes))


# what stands below such a lead is a case, whatever its own form says
_CASES = re.compile(r"情形|条件|情况|之一")


def _is_case(at: SentenceAt, finding: Finding) -> bool:
    """Whether a finding is a case of a list that is given without its lead."""
    lead = lead_of(at)
    given = lead is not None and lead in finding.quotes
    return lead is not None and not given and bool(_CASES.search(at.analysed.text[slice(*lead)]))


def _holds(finding: Finding, at: SentenceAt) -> bool:
    """Whether the finding was read from a sentence."""
    start = finding.quotes[0][0]
    same = at.analysed.passage.passage_id == finding.passage.passage_id
    return same and at.sentence.start <= start < at.sentence.end
