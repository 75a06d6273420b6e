"""Who holds a post: “组长：韩正 国务院副总理”, “办公室主任由副部长赵英民兼任”, “县政府主要领导任组长”.

Notices on leading groups list their members under the names of the posts, or say in a sentence who
takes which. The question names the posts, often several at once; each gets its own entry, all of
them from one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from ingest.documents import Document
from ingest.language.normalise import squash
from qa.answers import Hit
from qa.questions import Question, rows
from qa.reading.analysed import Analysed, first_by_document
from qa.reading.findings import Finding, Segment, surest_first
from qa.reading.labelled import entries_end
from qa.reading.matching import Matcher, matching_form
from qa.reading.wording import clean

_WHO = r"(?:谁|哪[一两二三四五几]?位|哪些人|哪几个人|什么人|哪个|姓什么|姓啥|叫什么|名字|何人)"
_OFFICE = "办公室"
_NAMELESS = re.compile(r"(?:领导|负责同志|负责人|主要负责|分管|有关同志|负责同志兼)")
_ASKS_NAME = re.compile(r"姓什么|姓啥|叫什么|名字|姓名")
_MAX_DOCUMENTS = 6
_NEARBY = 160
_LINE, _NEAR, _HEADING, _TITLE, _HEAD, _PASSAGE = 1.0, 0.85, 0.9, 0.95, 0.7, 0.4
_HEAD_LENGTH = 300
_LISTED = 0.1
"""A list with names says more than a sentence with offices."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A post with who holds it, at `text[start:end]`; `listed` where lines list the holders."""

    post: str
    who: str
    start: int
    end: int
    listed: bool


@lru_cache(maxsize=1)
def _stems() -> str:
    names = sorted((row[0] for row in rows("posts.tsv")), key=len, reverse=True)
    return rf"(?:第一|常务|执行|联合)?副?(?:{'|'.join(names)})"


@lru_cache(maxsize=1)
def _asking() -> tuple[re.Pattern[str], ...]:
    post = _stems()
    return (
        re.compile(rf"{post}(?:一职)?(?:分别|各|都|又|由|是|有|为|让|，)*{_WHO}"),
        re.compile(rf"{_WHO}(?:来)?(?:担任|兼任|出任|任|当|做|是|坐)[^，。？?]{{0,16}}?{post}"),
    )


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], ...]:
    post = rf"(?P<post>(?:{_OFFICE})?{_stems()})"
    who = r"(?P<who>[^，。；：、（）()\n]{2,40}?)"
    taken = "(?:兼任|担任|出任|任|为)"
    return (
        re.compile(rf"{post}(?:一职|\d{{1,2}}[人名])?，?由{who}(?:兼任|担任|兼|出任)"),
        re.compile(rf"(?:(?<=[，。；：、\n由以])|^){who}{taken}{post}(?=[，。；、的\n]|$)", re.M),
    )


@lru_cache(maxsize=1)
def _listing() -> re.Pattern[str]:
    spaced = r"[ \t\u3000]*"
    return re.compile(
        rf"^{spaced}(?P<post>[\u4e00-\u9fff \u3000]{{0,14}}?)[ \t\u3000]*[：:]{spaced}(?P<who>\S[^\n]{{0,160}})$",
        re.M,
    )


def post_findings(
    question: Question, hits: Sequence[tuple[Hit, Analysed]], matcher: Matcher
) -> list[Finding]:
    """The holders of the posts that the question names, best document first."""
    posts = asked_posts(question)
    if not posts:
        return []
    findings: list[Finding] = []
    for hit, analysed in islice(first_by_document(hits), _MAX_DOCUMENTS):
        entries = [e for e in _entries(analysed.document) if _is_named(question, e)]
        chosen: list[tuple[float, _Entry]] = []
        for post in posts:
            fitting = [
                (_coverage(entry, analysed, matcher) + _LISTED * entry.listed, entry)
                for entry in entries
                if entry.post == post
            ]
            if fitting:
                chosen.append(max(fitting, key=lambda one: (one[0], -one[1].start)))
        if chosen:
            findings.append(_finding(chosen, len(posts), hit, analysed))
    return surest_first(findings)


def asked_posts(question: Question) -> tuple[str, ...]:
    """The posts asked for, with 办公室 where the question puts it before them."""
    text = matching_form(question.text)
    if not any(pattern.search(text) for pattern in _asking()):
        return ()
    posts = []
    for match in re.finditer(_stems(), text):
        office = text.endswith(_OFFICE, 0, match.start())
        posts.append((_OFFICE if office else "") + match.group())
    return tuple(dict.fromkeys(posts))


def asks_name(question: Question) -> bool:
    """“组长姓什么”: an office without a name does not answer."""
    return bool(_ASKS_NAME.search(question.text))


def _is_named(question: Question, entry: _Entry) -> bool:
    return not asks_name(question) or not _NAMELESS.search(entry.who)


def _entries(document: Document) -> Iterator[_Entry]:
    text = document.text
    stem = re.compile(rf"{_stems()}$")
    for match in _listing().finditer(text):
        label = squash(match["post"])
        found = stem.search(label)
        if found is not None:
            end = entries_end(text, match.end(), len(text))
            yield _Entry(_post(label, found), match["who"], match.start("post"), end, True)
    for form in _forms():
        for match in form.finditer(text):
            who = re.sub(r"^(?:由|以|其中)", "", match["who"])
            yield _Entry(match["post"], who, match.start(), match.end(), False)


def _post(label: str, found: re.Match[str]) -> str:
    office = label.endswith(_OFFICE, 0, found.start())
    return (_OFFICE if office else "") + found.group()


def _coverage(entry: _Entry, analysed: Analysed, matcher: Matcher) -> float:
    document = analysed.document
    text = document.text
    begin = max(0, entry.start - _NEARBY)
    return matcher.coverage(
        (
            (f"{entry.post}{text[entry.start : entry.end]}", _LINE),
            (text[begin : entry.end], _NEAR),
            (document.title, _TITLE),
            (text[:_HEAD_LENGTH], _HEAD),
            (analysed.passage.text, _PASSAGE),
            ("担任 兼任 出任 领导 人员", _LINE),
        )
    )


def _finding(
    chosen: Sequence[tuple[float, _Entry]], asked: int, hit: Hit, analysed: Analysed
) -> Finding:
    text = analysed.document.text
    segments = tuple(
        Segment(_worded(text, entry), ((entry.start, entry.end),)) for _, entry in chosen
    )
    coverage = sum(value for value, _ in chosen) / asked
    return Finding(
        text="；".join(segment.text for segment in segments),
        segments=segments,
        document=analysed.document,
        passage=analysed.passage,
        hit=hit,
        quotes=tuple(span for segment in segments for span in segment.quotes),
        confidence=min(1.0, coverage),
        answers="担任 兼任 分别 " + " ".join(entry.post for _, entry in chosen),
    )


def _worded(text: str, entry: _Entry) -> str:
    """The entry as it stands; names and offices of a list keep the blank between them."""
    if not entry.listed:
        return clean(text[entry.start : entry.end]).lstrip("由以")
    lines = [" ".join(line.split()) for line in text[entry.start : entry.end].split("\n")]
    return "；".join(line for line in lines if line)
