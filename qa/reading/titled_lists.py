"""Numbered lists that answer which things there are: told by their heading or their lead.

Official texts name what they list right above it, as a heading (五、申报材料) or in a lead that ends in
a colon (申请人应当具备以下条件：). Who asks for all of it uses that noun: “申报材料有哪些”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.structure.numbering import Style, read_marker
from qa.answers import Hit
from qa.questions import Question
from qa.reading.analysed import Analysed, first_by_document
from qa.reading.findings import Finding, Segment, surest_first
from qa.reading.matching import Matcher, matching_form
from qa.reading.numbered_lists import NumberedList, numbered_lists, runs_on
from qa.reading.wording import clean

_BEHIND = re.compile(
    r"(?:哪些|哪(?:几|[一二两三四五六七八九十])?(?:个|条|项|类|种|大|方面|点|份)?|什么)(?P<noun>[\u4e00-\u9fff]{2,8})"
)
_BEFORE = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2,10}?)[”’]?(?:的)?(?:都|具体|一共|总共|主要|各|分别|又)*"
    r"(?:有|是|包括|包含|分为|分成|分|含|指)+(?:哪|什么|几)"
)
# words that any text says of its parts name no list
_NO_NOUN = re.compile(
    r"(?:什么|内容|方面|情况|意思|时候|规定|部门|单位|企业|学校|地方|地区|城市|人)$"
)
_POINTING = re.compile(r"(?:如下|包括|分别|主要|具体|有|是|为)*[:：]$")
_EXCEPTED = re.compile(r"除(?:了|[“《]|[^，。]{1,12}(?:之外|以外|外))")
_SHORT = 4
_BEGINNING = 300
_SHORTEST_LEAD = 10
"""Characters; what is shorter labels a list and leads to none (服务流程：)."""
_LEAST = 0.5
"""Share of the question that headings, title and the passages found of the best text must say."""
_LEAST_ELSEWHERE = 0.75
"""The same of another text, for its headings and title alone."""
_MEMBERS = range(2, 41)
_LONGEST_MEMBER = 80
_NAMED = 0.15
"""What it adds that the heading ends in the noun asked for."""
_NAMED_WHOLE = 0.3
"""The same where it is a noun of four characters or more, and nothing else."""


def titled_findings(
    question: Question, hits: Sequence[tuple[Hit, Analysed]], matcher: Matcher
) -> list[Finding]:
    """Lists below a heading or lead that is the noun asked for, whole, best first."""
    nouns = asked_nouns(question.text)
    if not nouns:
        return []
    excepted = bool(_EXCEPTED.search(question.text))
    whole = {matching_form(noun) for noun in nouns if len(noun) >= _SHORT}
    best = hits[0][1].document if hits else None
    findings: list[Finding] = []
    for first, analysed in first_by_document(hits):
        document = analysed.document
        found_here = (one.passage.text for _, one in hits if one.document == document)
        told = "\n".join(found_here) if document == best else ""
        for found in numbered_lists(document.text):
            if not _is_named(nouns, found, document.text) or runs_on(document.text, found):
                continue
            if not excepted and question.count not in (None, len(found.members)):
                continue
            above = document.text[slice(*found.above)]
            named = ((above, 1.0), (found.headings, 0.9), (document.title, 0.9), (told, 0.6))
            coverage = matcher.coverage(named)
            if coverage >= (_LEAST if told else _LEAST_ELSEWHERE):
                hit, own = _holding(found, first, analysed, hits)
                lead = _NAMED_WHOLE if _heads(found, document.text) & whole else _NAMED
                finding = listed(found, own, hit, min(1.0, coverage + lead))
                findings.append(replace(finding, answers=_introduction(found, document.text)))
    return surest_first(findings)


def _introduction(found: NumberedList, text: str) -> str:
    """The headings above a list, and what the beginning of the text says that it is about."""
    return f"{found.headings} {text[:_BEGINNING]}"


def asked_nouns(text: str) -> tuple[str, ...]:
    """The nouns whose members are asked for, longest first: 哪四个征集方向, 资助领域有哪几个."""
    behind, before = _BEHIND.search(text), _BEFORE.search(text)
    nouns: list[str] = []
    if before is not None:
        noun = before["noun"].rpartition("的")[2]
        least = 2 if len(noun) <= _SHORT else 3  # the end of a long noun alone is another noun
        nouns += [noun[-size:] for size in range(len(noun), least - 1, -1)]
    if behind is not None:
        noun = behind["noun"]
        nouns += [noun[:size] for size in range(len(noun), 1, -1)]
    return tuple(noun for noun in nouns if not _NO_NOUN.search(noun))


def listed(found: NumberedList, analysed: Analysed, hit: Hit, confidence: float) -> Finding:
    """A list as a finding: its members by their names, each with its own quote."""
    text = analysed.text
    spans = [_named_part(text, start, end) for start, end in found.members]
    segments = tuple(
        Segment(f"{place}. {clean(text[start:end]).rstrip('。；;，')}", ((start, end),))
        for place, (start, end) in enumerate(spans, 1)
    )
    return Finding(
        text="；".join(segment.text for segment in segments),
        segments=segments,
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=tuple(span for segment in segments for span in segment.quotes),
        confidence=confidence,
    )


def _is_named(nouns: Sequence[str], found: NumberedList, text: str) -> bool:
    """Whether the line above ends in one of the nouns as its heading, or has it in a lead that ends
    in a colon."""
    if len(found.members) not in _MEMBERS or found.style <= Style.ARTICLE:
        return False
    names = _heads(found, text)
    return any(name.endswith(matching_form(noun)) for name in names for noun in nouns)


def _heads(found: NumberedList, text: str) -> frozenset[str]:
    """What names a list: the lead or heading right above it, and the nearest heading."""
    line = text[slice(*found.above)].strip()
    lead = _lead_noun(line) if line.endswith(("：", ":")) else ""
    return frozenset({lead, _bare_heading(line), _bare_heading(found.heading)} - {""})


def _lead_noun(line: str) -> str:
    """A lead without the words that only point down: …申请材料如下： names 申请材料."""
    return _POINTING.sub("", matching_form(re.split(r"[。；]", line)[-1]))


def _bare_heading(line: str) -> str:
    marker = read_marker(line)
    bare = line[marker.end :] if marker else line
    return matching_form(re.split(r"[。：:（(]", bare.strip())[0])


def _named_part(text: str, start: int, end: int) -> tuple[int, int]:
    """A member without its number: all of a short one, of a long one what stands before the first
    full stop."""
    marker = read_marker(text[start:end])
    start += marker.end if marker else 0
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if end - start > _LONGEST_MEMBER:
        stop = re.search(r"[。：:]", text[start:end])
        end = start + stop.start() if stop else end
    return start, end


def _holding(
    found: NumberedList,
    first: Hit,
    analysed: Analysed,
    hits: Sequence[tuple[Hit, Analysed]],
) -> tuple[Hit, Analysed]:
    """The passage found that holds the beginning of a list, else the best of its document."""
    start = found.members[0][0]

    def own() -> Iterator[tuple[Hit, Analysed]]:
        for hit, one in hits:
            same = one.document.doc_id == analysed.document.doc_id
            if same and one.passage.start <= start < one.passage.end:
                yield hit, one

    return next(own(), (first, analysed))


def completed(finding: Finding, analysed: Analysed, hit: Hit) -> Finding:
    """A lead that was found with at most the first member of its list, with all members."""
    for found in numbered_lists(analysed.text):
        begins = found.members[0][0]
        led = any(start < begins <= end + 2 for start, end in finding.quotes)
        colon = analysed.text[slice(*found.above)].rstrip().endswith(("：", ":"))
        leads = found.above[1] - found.above[0] >= _SHORTEST_LEAD
        if (
            led
            and colon
            and leads
            and len(found.members) in _MEMBERS
            and not runs_on(analysed.text, found)
        ):
            return listed(found, analysed, hit, finding.confidence)
    return finding
