"""发文机关: who issued a document, jointly or alone, and who signed it.

Read, in this order, from the labelled field of a page, the letterhead (…文件), the head of an
order (…令), the signature above the date, the beginning of the title, the note below the title
of a law (…通过), and the 印发机关 of the last page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.figures.dates import find_dates
from ingest.metadata.doc_numbers import find_doc_numbers
from ingest.metadata.folding import fold_years
from ingest.metadata.found import Found
from ingest.metadata.layout import Layout, Line, is_date, is_letterhead

_BODY_ENDS = (
    "人民政府|中共中央|领导小组|联席会议|代表大会|国务院|委员会|办公厅|办公室|指挥部|管委会|"
    "调查队|研究所|政府|总局|总署|总队|支队|中心|银行|分行|支行|党组|党委|集团|"
    "公司|大学|学院|军委|政协|团委|局|厅|部|委|署|院|会|处|社|所|站|室|办|司"
)
_NAME = re.compile(
    rf"[\u4e00-\u9fff]{{0,36}}?(?:{_BODY_ENDS})(?:[（(][\u4e00-\u9fff]{{1,12}}[)）])?"
)
_NOT_A_NAME = re.compile(
    r"关于|通知|现将|根据|为了|以及|负责|企业$|之后|的|各(?:省|市|县|区|镇|乡|有关|相关|街道|直属|部门|地|单位)|等部|要|请|如下|^(?:[本该我]|全(?!国))|责任|牵头|配合|一部|全部$|内部$|外部$|干部$|机会$|社会$|大会$|会议$|国务院各"
)
_BARE = re.compile(r"^(?:省|市|县|区|州|旗|自治区)(?![\u4e00-\u9fff]*[省市县区州]人民)")
_SEAL = re.compile(r"[（(](?:印章|盖章|公章|印|章|代章)[)）]")
_SEPARATOR = re.compile(r"\s*、\s*|\s{1,}")
_ORDER = re.compile(
    r"^(?:中华人民共和国)?(?P<name>[\u4e00-\u9fff]{2,30}?)(?:令|公告|通告)(?:\s*[（(]?(?:\d{4}\s*年)?\s*第.{1,8}号[)）]?.*)?$"
)
_TITLE_NAME = re.compile(
    r"^(?P<names>[\u4e00-\u9fff（）、\s]{2,80}?)(?:关于|印发|转发|对(?=.{4,}的?(?:答复|复函)))"
)
_SIGNER = re.compile(
    r"^(?:总\s*理|主\s*席|省\s*长|市\s*长|州\s*长|区\s*长|县\s*长|部\s*长|署\s*长|局\s*长|主\s*任|行\s*长|院\s*长|检察长)\s*[：:]?\s*[\u4e00-\u9fff\s·]{2,12}$"
)
_PASSED = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,16}?)第[一二三四五六七八九十]+届(?P<body>(?:全国)?人民代表大会(?:常务委员会)?)第[一二三四五六七八九十]+次会议(?:审议)?(?:通过|修订)"
)
_SHORTEST_ALONE = 6
_CELL = "|"
"""Between the cells of a table: lists sign in their last row (县发改委 |  | 2023.10.6)."""
_PROMULGATED = re.compile(
    r"日(?:由|经|以)?(?P<name>[\u4e00-\u9fff]{2,24}?(?:人民政府|国务院|委员会|部|局|署|会))(?:令)?\s*"
    r"(?:(?:\d{4}\s*年)?\s*第?\s*\d+\s*号)?(?:令)?(?:发布|公布)"
)
_PRINTED = re.compile(
    r"^(?P<name>[\u4e00-\u9fff]{4,30})\s*(?P<date>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*印发$"
)
_SIGNATORY = re.compile(
    r"签\s*发\s*人\s*[：:]\s*(?P<name>[\u4e00-\u9fff·](?:[ \t\u3000]*[\u4e00-\u9fff·]){1,4}?)(?=\s|$|[，。；、（])"
)
_PERSON = re.compile(
    r"(?:联\s*系\s*人|经\s*办\s*人)\s*[：:]\s*(?P<name>[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)
_PHONE = re.compile(
    r"(?:联系电话|咨询电话|电\s*话|联系方式)\s*[：:]\s*(?P<phone>(?:\d{3,4}\s*[-－—]\s*)?\d{7,8}|1\d{10})(?!\d)"
)
_SOURCE = re.compile(r"(?:文章|信息|稿件)?来\s*源\s*[：:]\s*(?P<name>[\u4e00-\u9fffA-Za-z·]{2,16})")
_MEDIUM = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:日报|晚报|晨报|时报|商报|都市报|新闻网|电视台|广播电台|新华社|新华网|人民网|通讯社|发布|公众号|客户端|网)"
)


def find_issuer(layout: Layout, title: Found[str] | None) -> Found[str] | None:
    """Who issued the document; joint issuers joined by 、."""
    return (
        _labelled(layout)
        or _letterhead(layout)
        or _order(layout)
        or _titled_or_signed(layout, title)
        or _passed(layout)
        or _named_in_head(layout)
        or _printed(layout)
        or _bracketed_last(layout)
    )


def find_signatory(text: str) -> Found[str] | None:
    """签发人, the leader who signed the document for issue."""
    match = _SIGNATORY.search(text)
    return None if match is None else Found("".join(match["name"].split()), *match.span())


def find_contact(text: str) -> Found[str] | None:
    """The telephone number to ask at, with the name of the person where one is given."""
    phone = _PHONE.search(text)
    if phone is None:
        return None
    number = "".join(phone["phone"].split())
    near = text[max(0, phone.start() - 60) : phone.end() + 40]
    person = _PERSON.search(near)
    value = f"{''.join(person['name'].split())} {number}" if person else number
    return Found(value, *phone.span())


def find_medium(text: str) -> Found[str] | None:
    """The newspaper or site a news item names as its source, in its first or last lines."""
    for low, high in ((0, 600), (max(0, len(text) - 600), len(text))):
        match = _SOURCE.search(text, low, high)
        if match is not None:
            return Found(match["name"], *match.span("name"))
    return None


def medium_in(words: str) -> str | None:
    """The name of a newspaper or broadcaster inside tags or categories (常州日报新闻)."""
    match = _MEDIUM.search(words)
    return None if match is None else match.group()


def issuer_names(text: str) -> tuple[str, ...]:
    """The bodies that a line names, () where it says anything else besides.

    常州市财政局 常州市科学技术局 and 国务院办公厅、中央军委办公厅 are two each; a letter-spaced
    name (常 州 市 人 民 政 府) is one.
    """
    cleaned = _SEAL.sub("", text).strip()
    parts = tuple(part for part in _SEPARATOR.split(cleaned) if part)
    if len(parts) > 1 and all(len(part) <= 2 for part in parts):
        parts = ("".join(parts),)
    if parts and all(_is_name(part) for part in parts):
        return parts
    joined = "".join(cleaned.split())
    return (joined,) if "、" not in joined and _is_name(joined) and len(joined) <= 24 else ()


def _is_name(text: str) -> bool:
    return len(text) >= 3 and _NAME.fullmatch(text) is not None and not _NOT_A_NAME.search(text)


def _labelled(layout: Layout) -> Found[str] | None:
    for label in (
        "发文机关",
        "发文机构",
        "发布机构",
        "发布机关",
        "发文单位",
        "印发机关",
        "发布单位",
        "制发机关",
        "责任部门",
    ):
        found = layout.labels.get(label)
        if found is not None and found.value:
            names = issuer_names(found.value) or (found.value,)
            return Found("、".join(names), found.start, found.end)
    return None


def _letterhead(layout: Layout) -> Found[str] | None:
    for index, line in enumerate(layout.head):
        if not is_letterhead(line):
            continue
        last = line.text.rstrip()
        last = last[: last.rindex("文")].rstrip()
        names = issuer_names(last)
        above = _names_above(layout.lines, index if last else _above_number(layout.lines, index))
        if names or above:
            start = above[0][0].start if above else line.start
            every = [name for _, found in above for name in found]
            return Found("、".join((*every, *names)), start, line.end)
    return None


def _above_number(lines: tuple[Line, ...], index: int) -> int:
    """The line of a 发文字号 between the bodies and their 文件 is skipped."""
    above = lines[index - 1] if index else None
    numbers = find_doc_numbers(above.text) if above else ()
    alone = (
        above is not None and numbers and numbers[0].end - numbers[0].start >= len(above.text) - 2
    )
    return index - 1 if alone else index


def _order(layout: Layout) -> Found[str] | None:
    for line in layout.head:
        match = _ORDER.match(line.text)
        if match is not None and _is_name(match["name"]):
            return Found(match["name"], line.start, line.start + match.end("name"))
    return None


def _titled_or_signed(layout: Layout, title: Found[str] | None) -> Found[str] | None:
    """The issuer that begins the title, else the first signature.

    The signature of a forwarded report may be the only one in a text, so the title counts first,
    unless it says just 市政府, which the signature writes out.
    """
    titled = None if title is None else _titled(title)
    if titled is not None and not _BARE.match(titled.value):
        return titled
    return next(signatures(layout), None) or titled


def signatures(layout: Layout) -> Iterator[Found[str]]:
    """Issuers that sign above or before a date, in order; the span runs to the end of the date."""
    for index, line in enumerate(layout.lines):
        if is_date(line):
            above = _names_above(layout.lines, index)
            if above:
                signed = [name for _, found in above for name in found]
                yield Found("、".join(signed), above[0][0].start, line.end)
        elif len(line.text) < 60 and (line.text[-1] in "日）)" or _CELL in line.text):
            names = issuer_names(_before_date(line.text))
            if names:
                yield Found("、".join(names), line.start, line.end)


def _before_date(text: str) -> str:
    """金湖县人民政府 of “金湖县人民政府 2022年4月22日”; empty where no date ends the line."""
    dates = find_dates(fold_years(text))
    if not dates or dates[-1].precision != "day" or text[dates[-1].end :].strip("）) "):
        return ""
    return text[: dates[-1].start].rstrip(f"（( \u3000{_CELL}")


def _names_above(lines: tuple[Line, ...], index: int) -> list[tuple[Line, tuple[str, ...]]]:
    """Lines of issuers right above a line, signing leaders skipped, in reading order."""
    found: list[tuple[Line, tuple[str, ...]]] = []
    for line in reversed(lines[max(0, index - 12) : index]):
        names = issuer_names(line.text)
        broken = _broken(line, found[0][1]) if found and not names else ()
        if names:
            found.insert(0, (line, names))
        elif broken:
            found[0] = (line, broken)
        elif found or not _SIGNER.match(line.text):
            break
    return found


def _broken(line: Line, below: tuple[str, ...]) -> tuple[str, ...]:
    """Names of two lines of which the upper one ends inside a name (…城乡交通 / 运输局)."""
    joined = issuer_names(f"{line.text}{below[0]}")
    return (*joined, *below[1:]) if joined else ()


def _titled(title: Found[str]) -> Found[str] | None:
    match = _TITLE_NAME.match(title.value)
    if match is None:
        return None
    names = issuer_names(match["names"])
    if not names:
        return None
    if title.start < 0:
        return Found("、".join(names))
    return Found("、".join(names), title.start, title.end)


def _passed(layout: Layout) -> Found[str] | None:
    """The assembly that passed a law, or the body whose order promulgated it."""
    caption = layout.caption
    if caption is None:
        return None
    promulgated = _PROMULGATED.search(caption.value)
    if promulgated is not None:
        return _within(caption, promulgated["name"], promulgated.span("name"))
    match = _PASSED.search(caption.value)
    if match is None:
        return None
    place = re.sub(r"^.*[日（(，、]", "", match["place"])
    return _within(caption, place + match["body"], match.span())


def _within(outer: Found[str], value: str, span: tuple[int, int]) -> Found[str]:
    return Found(value, outer.start + span[0], outer.start + span[1])


def _named_in_head(layout: Layout) -> Found[str] | None:
    """A line of the head that names a body and nothing else, as reprints have it."""
    for line in layout.head:
        names = issuer_names(line.text)
        if names and len(line.compact) >= _SHORTEST_ALONE:
            return Found("、".join(names), line.start, line.end)
    return None


def _printed(layout: Layout) -> Found[str] | None:
    for line in reversed(layout.lines[-40:]):
        match = _PRINTED.match(line.text)
        if match is not None and _is_name(match["name"]):
            return Found(match["name"], line.start, line.start + match.end("name"))
    return None


def _bracketed_last(layout: Layout) -> Found[str] | None:
    """Bulletins are signed in brackets in their last line: （万载县统计局）."""
    for line in layout.lines[-1:]:
        names = issuer_names(line.text[1:-1]) if line.text[0] in "（(" else ()
        if names:
            return Found("、".join(names), line.start, line.end)
    return None


def is_signer(line: Line) -> bool:
    """The leader below an order: 总理 李克强."""
    return _SIGNER.match(line.text) is not None
