"""发文字号: the number of a document, and the numbers it cites.

A number is the abbreviation of the issuer, the year in brackets and a running number
(GB/T 9704); orders and announcements are numbered without brackets (国务院令第706号,
公告2020年第8号). The year stands in 〔〕 by the standard and in [] （） 【】 in practice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.figures.numbers import parse_chinese
from ingest.metadata.folding import fold
from ingest.metadata.found import Found
from ingest.metadata.layout import Layout, Line, is_order_head

_OPEN, _CLOSE = r"[〔\[（(【﹝［〈]", r"[〕\]）)】﹞］〉]"
_RUNNING = r"(?:第\s*)?(?P<running>\d{1,5}(?:\s*[-之]\s*\d{1,3})?)\s*号"
_BRACKETED = re.compile(
    rf"(?P<prefix>[\u4e00-\u9fffA-Za-z]{{1,18}})\s*{_OPEN}\s*(?P<year>(?:19|20)\d{{2}})\s*年?\s*{_CLOSE}\s*{_RUNNING}"
)
_ORDER = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{2,30}?(?:令|公告|通告))\s*[（(]?\s*"
    r"(?:(?P<year>(?:19|20)\d{2})\s*年\s*)?第\s*(?P<running>\d{1,5}|[〇零一二三四五六七八九十百]{1,6})\s*号\s*[)）]?"
)
_ORDER_NUMBER = re.compile(
    r"^[（(]?(?:(?P<year>(?:19|20)\d{2})\s*年\s*)?第\s*(?P<running>\d{1,5}|[〇零一二三四五六七八九十百]{1,6})\s*号[)）]?$"
)
_SIGNER = re.compile(r"\s+签发人[：:].*$|\s+$")

# What runs into a number cited in a sentence: 根据国发〔2015〕43号. Single characters count only
# before a prefix long enough without them, because 和政发 is 和平区.
_LEADING = re.compile(
    r"^.*(?:关于|根据|按照|依据|依照|遵照|贯彻|落实|转发|印发|执行|废止|参照|详见|以及|文件|通知|意见|办法|规定)(?=.)"
)
# 经信, 经贸, 经开 … begin the name of a body.
_LEADING_CHARACTER = re.compile(r"^.*(?:[和与及原见由按]|经(?![信贸济发开委管合协]))(?=.{3})")

_LEADING_DATE = re.compile(r"^.*[日以](?:原)?(?=.{3})|^原(?=.{3})")


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A number in its standard form (常工信复〔2021〕第29号) and where it stands."""

    text: str
    start: int
    end: int


def number_key(number: str) -> str:
    """What two writings of one number share: brackets, 第, spaces and 中华人民共和国 left out."""
    folded = "".join(fold(number).split()).removeprefix("中华人民共和国")
    folded = re.sub(r"^国务院令", "国令", folded)
    return re.sub(r"[〔〕\[\]（）()【】﹝﹞［］〈〉第]", "|", folded).replace("||", "|").strip("|")


def find_doc_numbers(text: str) -> tuple[DocNumber, ...]:
    """Every document number in a text, in order."""
    folded = fold(text)
    found = [_bracketed(match) for match in _BRACKETED.finditer(folded)]
    found += [_order(match) for match in _ORDER.finditer(folded)]
    return tuple(sorted(found, key=lambda number: number.start))


def own_number(layout: Layout, title: Found[str] | None) -> Found[str] | None:
    """The document's own number: alone on a line of the head, or behind or below the title.

    A number inside a sentence or behind a 《title》 belongs to another document.
    """
    labelled = layout.labels.get("发文字号") or layout.labels.get("文号")
    if labelled is not None:
        return _whole(labelled.value, labelled.start)
    for line in _near_title(layout, title):
        found = _alone(line) or _order_over_two_lines(layout, line)
        if found is not None:
            return found
    behind = None if title is None else _behind_title(layout.text, title)
    return behind or _in_caption(layout)


def _near_title(layout: Layout, title: Found[str] | None) -> tuple[Line, ...]:
    """The head, and the two lines below the title where the body begins at once."""
    if title is None or title.end < 0:
        return layout.head
    below = layout.around(title.end)
    return tuple(dict.fromkeys((*layout.head, *layout.lines[below : below + 2])))


def _alone(line: Line) -> Found[str] | None:
    stripped = _SIGNER.sub("", line.text).strip("（）()")
    offset = line.text.index(stripped)
    return _whole(stripped, line.start + offset)


def _whole(text: str, start: int) -> Found[str] | None:
    folded = fold(text.strip())
    for pattern in (_BRACKETED, _ORDER):
        match = pattern.fullmatch(folded)
        if match is not None:
            return Found(_standard(match), start, start + len(text))
    return None


def _order_over_two_lines(layout: Layout, line: Line) -> Found[str] | None:
    """中华人民共和国国务院令 / 第706号, and 交通运输部令（2026年第10号） before its title."""
    index = layout.lines.index(line)
    number = _ORDER_NUMBER.match(fold(line.text))
    before = layout.lines[index - 1] if index else None
    if number and before and is_order_head(before):
        return Found(_order_text(before.compact, number), before.start, line.end)
    leading = _ORDER.match(fold(line.text))
    if leading and re.match(r"\s", line.text[leading.end() :]):
        return Found(_standard(leading), line.start, line.start + leading.end())
    return None


def _behind_title(text: str, title: Found[str]) -> Found[str] | None:
    """…的通知（苏府规字〔2022〕1号), on the line of the title or as its last part."""
    if title.end < 0:
        return None
    line_end = text.find("\n", title.end)
    line_end = len(text) if line_end < 0 else line_end
    tail_start = text.rfind("》", title.start, line_end) + 1 or title.start
    numbers = find_doc_numbers(text[tail_start:line_end])
    if not numbers:
        return None
    last = numbers[-1]
    rest = text[tail_start + last.end : line_end].strip("（）() 　")
    own = text[tail_start : tail_start + last.start].rstrip("（( 　")
    if rest or not own:
        return None
    return Found(last.text, tail_start + last.start, tail_start + last.end)


def _in_caption(layout: Layout) -> Found[str] | None:
    """The last order in the note below the title: …2026年5月27日交通运输部令2026年第10号公布."""
    if layout.caption is None:
        return None
    numbers = find_doc_numbers(layout.caption.value)
    if not numbers:
        return None
    offset = layout.caption.start
    return Found(numbers[-1].text, offset + numbers[-1].start, offset + numbers[-1].end)


def _bracketed(match: re.Match[str]) -> DocNumber:
    prefix = match["prefix"]
    before = match.string[: match.start()]
    linked = before.endswith(("号", "》", "）", ")"))
    cut = _LEADING.match(prefix)
    # nothing runs into a number that opens a bracket: （济经信装备字〔2018〕7号）
    if cut is None and not before.endswith(("（", "(")) and (linked or len(prefix) > 5):
        cut = _LEADING_CHARACTER.match(prefix)
    skipped = cut.end() if cut else 0
    return DocNumber(_standard(match, prefix[skipped:]), match.start() + skipped, match.end())


def _order(match: re.Match[str]) -> DocNumber:
    prefix = match["prefix"]
    cut = _LEADING.match(prefix) or _LEADING_DATE.match(prefix)
    skipped = cut.end() if cut else 0
    return DocNumber(_standard(match, prefix[skipped:]), match.start() + skipped, match.end())


def _standard(match: re.Match[str], prefix: str | None = None) -> str:
    prefix = match["prefix"] if prefix is None else prefix
    if match.re is _ORDER:
        return _order_text(prefix, match)
    ordinal = "第" if "第" in match.group()[match.start("year") - match.start() :] else ""
    running = "".join(match["running"].split())
    return f"{prefix}〔{match['year']}〕{ordinal}{running}号"


def _order_text(prefix: str, match: re.Match[str]) -> str:
    running = match["running"]
    number = running if running.isdigit() else str(parse_chinese(running))
    year = f"{match['year']}年" if match["year"] else ""
    return f"{prefix}{year}第{number}号"
