"""Labelled lines as answers: “副主任：杨元元 民航总局局长”, “公示时间：5月18日—24日”.

Forms, notices and lists of members name each entry before a colon (GB/T 9704 does so for 签发人 and
联系人). The label asks the question; what follows it answers, with the lines below that carry no
label of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.language.normalise import squash
from qa.answers import Hit
from qa.questions import Asked, Question
from qa.reading.analysed import Analysed
from qa.reading.findings import Finding, surest_first
from qa.reading.matching import Matcher, matching_form
from qa.reading.wording import clean

_LINE = re.compile(
    r"^[ \t]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．][ \t]*)?"
    r"(?P<label>[\u4e00-\u9fff（）()]{2,14})[ \t]*[：:][ \t]*(?P<value>\S[^\n]{0,160})$",
    re.M,
)
_ENTRY = re.compile(r"^[ \t]*[^\n。！？；：:]{2,40}$")
"""A line that goes on with an entry: short, without a full stop or a label."""
_MAX_ENTRIES = 60

_READ_ELSEWHERE = frozenset(
    (Asked.FIGURE, Asked.BOOLEAN, Asked.WHY, Asked.HOW, Asked.VALIDITY, Asked.EXPIRY)
)
"""Figures are bound with more care than a label tells; the others are no entries of a form."""

# what a label ends in when its value is of the kind asked for
_SUFFIXES = {
    Asked.DATE: "时间|日期|期限",
    Asked.ISSUE_DATE: "时间|日期",
    Asked.EFFECTIVE_DATE: "时间|日期",
    Asked.WHERE: "地点|地址|位置",
    Asked.PHONE: "电话|热线",
    Asked.WHO: "人|人员|姓名",
}
_HEAD = 400
"""Characters from the beginning of a text in which the addressee stands."""
_LABEL, _HEADING, _TITLE, _OPENING, _PASSAGE = 1.0, 0.8, 0.9, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class _Labelled:
    label: str
    start: int
    end: int


def labelled_findings(
    question: Question, hits: Sequence[tuple[Hit, Analysed]], matcher: Matcher
) -> list[Finding]:
    """Labelled lines whose label the question names, best first."""
    asked = matching_form(question.text)
    found: dict[tuple[str, int], Finding] = {}
    for hit, analysed in hits:
        if analysed.table is not None:
            continue
        for line in _lines(analysed):
            key = (analysed.document.doc_id, line.start)
            if key not in found and _asks_for(question, asked, line.label):
                found[key] = _finding(hit, analysed, line, matcher)
    longest = max((len(_bare(asked, f)) for f in found.values()), default=0)
    kept = [f for f in found.values() if len(_bare(asked, f)) == longest]
    return surest_first(kept)


def _bare(asked: str, finding: Finding) -> str:
    """The label as far as the question names it: 副主任 is asked, not the 主任 inside it."""
    label = matching_form(finding.text.split("：")[0])
    return label if label in asked else ""


def _lines(analysed: Analysed) -> Iterator[_Labelled]:
    """The labelled lines of a passage; entries below run to the end of their section, for a list
    may be cut into several passages."""
    text, passage = analysed.text, analysed.passage
    for match in _LINE.finditer(text, passage.start, passage.end):
        yield _Labelled(
            squash(match["label"]),
            match.start("label"),
            entries_end(text, match.end(), passage.section.end),
        )


def entries_end(text: str, end: int, limit: int) -> int:
    """Where the entries below a labelled line end."""
    for _ in range(_MAX_ENTRIES):
        following = text.find("\n", end + 1, limit)
        line = text[end + 1 : following if following >= 0 else limit]
        if text[end : end + 1] != "\n" or not _ENTRY.match(line):
            return end
        end = following if following >= 0 else limit
    return end


def _asks_for(question: Question, asked: str, label: str) -> bool:
    """The question names the label, or what it is of (公示 for 公示时间) and asks for its kind."""
    name = matching_form(label)
    if name in asked:
        return question.asked not in _READ_ELSEWHERE
    for kind in (question.asked, *question.also_asked):
        suffix = re.search(f"(?:{_SUFFIXES[kind]})$", name) if kind in _SUFFIXES else None
        if suffix is not None and suffix.start() >= 2 and name[: suffix.start()] in asked:
            return True
    return False


def _finding(hit: Hit, analysed: Analysed, line: _Labelled, matcher: Matcher) -> Finding:
    document = analysed.document
    coverage = matcher.coverage(
        (
            (line.label, _LABEL),
            (analysed.heading, _HEADING),
            (document.title, _TITLE),
            (document.text[:_HEAD], _OPENING),
            (analysed.passage.text, _PASSAGE),
        )
    )
    # names and offices of a list keep the blank between them
    entries = [" ".join(e.split()) for e in document.text[line.start : line.end].split("\n")]
    entries[0] = clean(entries[0]) if len(entries) == 1 else entries[0]
    return Finding(
        text="；".join(entry for entry in entries if entry),
        document=document,
        passage=analysed.passage,
        hit=hit,
        quotes=((line.start, line.end),),
        confidence=min(1.0, coverage),
    )
