"""What a document says about others: 废止, 代替, 修改, 转发, 印发, 执行, 依据."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from ingest.documents import Relation
from ingest.metadata.doc_numbers import DocNumber, find_doc_numbers
from ingest.metadata.found import Found


class Verb(StrEnum):
    """The values of `Relation.verb`."""

    REPEALS = "废止"
    REPLACES = "代替"
    AMENDS = "修改"
    FORWARDS = "转发"
    ISSUES = "印发"
    IMPLEMENTS = "执行"
    BASED_ON = "依据"


ENDING = frozenset((Verb.REPEALS, Verb.REPLACES))
"""The verbs that end the force of their target."""

_SENTENCE = re.compile(r"[^。\n]+")
_TITLE = re.compile(r"《(?P<title>[^《》]*(?:[《〈][^《》〈〉]*[》〉][^《》]*)*)》")
_REPEAL = re.compile(
    r"(?:同时|即行|即|一并|相应|予以|自行|现予|自然|全部|均)\s*(?:废止|失效|停止(?:执行|施行|使用))|(?:宣布|决定)\s*(?:废止|失效)|(?:(?<![、和或])|(?<=[一二三四五六七八九十]、))废止(?=《|下列|以下)|(?:不再|停止)执行(?=。|，|$)|终止执行|等\s*\d+\s*件[^，。；]{0,12}(?:废止|失效)"
)
_REPLACE = re.compile(r"(?:代替|替代|取代)(?=原?《|原)")
_IMPLEMENT = re.compile(
    r"(?:按照|按|依照|参照|适用)(?P<target>[^，。；]{0,40}?《[^》]+》[^，。；]{0,30}?)(?:的?(?:有关|相关)?规定)?(?:执行|办理|实施)|以《[^》]+》(?:规定)?为准"
)
_BASIS = re.compile(
    r"(?:根据|依据|按照|遵照|(?:贯彻|落实)(?:落实|执行)?)(?P<targets>[^。；]{0,30}?《[^。；]*?)(?:精神|要求|规定|部署|等|，(?:结合|现|制定|经|特)|制定)"
)
# Only a part of the target: 《…办法》第三条, 《…办法》中的规定.
_PART = re.compile(
    r"^(?:[（(][^）)]*[)）])?\s*(?:中|第[一二三四五六七八九十百\d]+[条款章项]|的(?:有关|相关|部分)|有关|部分)"
)
_HYPOTHETICAL = re.compile(
    r"应当.{0,10}废止|可以.{0,10}废止|(?:制定|修改|修订)[、和或].{0,6}废止|废止的(?:，|情形|，)|被废止|未废止|废止程序"
)
_ISSUED = re.compile(r"[）)]?(?:发布|公布|印发|颁布|下发)的?")
# …令第138号公布，…令2016年第38号修改的《…》: such numbers belong to the title that follows.
_OF_TITLE = re.compile(
    r"[)）]?(?:、[^，。；《》]{0,40}?号)*(?:第[一二三四五]次)?(?:发布|公布|印发|颁布|修改|修订|修正)"
)
_TITLE_VERBS = (
    (re.compile(r"(?:转发|批转)"), Verb.FORWARDS),
    (re.compile(r"(?:印发|发布|公布)"), Verb.ISSUES),
)
_REPEALING_TITLE = re.compile(
    r"关于(?:公布)?(?:宣布|决定)?(?:一批)?(?:废止|失效|停止执行).*(?:决定|通知|公告|通告|目录)|废止.{0,20}规范性文件"
)
_LISTED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十百\d]+[)）、．.]\s*|《)")


def find_relations(text: str, title: Found[str]) -> tuple[Relation, ...]:
    """Every statement about another document, in the order of the text."""
    found = [*_from_title(title)]
    listing = _REPEALING_TITLE.search(title.value) is not None and "修改" not in title.value
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        if "《" in sentence or "号" in sentence:
            found += _from_sentence(sentence, match.start(), listing)
    unique = {(r.verb, r.target_title, r.target_number): r for r in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda relation: (relation.start, relation.end)))


def _from_title(title: Found[str]) -> Iterator[Relation]:
    for pattern, verb in _TITLE_VERBS:
        match = pattern.search(title.value)
        if match is None:
            continue
        for target in _TITLE.finditer(title.value, match.end()):
            yield Relation(verb, target["title"], None, title.start, title.end)
        return


def _from_sentence(sentence: str, offset: int, listing: bool) -> Iterator[Relation]:
    repeal = _REPEAL.search(sentence)
    if repeal and not _HYPOTHETICAL.search(sentence):
        yield from _repealed(sentence, repeal, offset)
        return
    if listing and _LISTED.match(sentence):
        yield from _targets(sentence, 0, len(sentence), Verb.REPEALS, offset)
        return
    replace = _REPLACE.search(sentence)
    if replace:
        yield from _targets(sentence, replace.end(), len(sentence), Verb.REPLACES, offset)
    for match in _IMPLEMENT.finditer(sentence):
        yield from _targets(sentence, match.start(), match.end(), Verb.IMPLEMENTS, offset)
    basis = _BASIS.search(sentence)
    if basis:
        end = max(basis.end(), sentence.rfind("》", 0, basis.end()) + 1)
        yield from _targets(sentence, basis.start(), end, Verb.BASED_ON, offset)


def _repealed(sentence: str, verb: re.Match[str], offset: int) -> Iterator[Relation]:
    """废止《A》、《B》 names its targets behind it; 《A》（…）、《B》同时废止 before it."""
    behind = verb.group().startswith(("废止", "宣布", "决定")) and "《" in sentence[verb.end() :]
    if behind:
        yield from _targets(sentence, verb.end(), len(sentence), Verb.REPEALS, offset)
        return
    start = _statement_start(sentence, verb.start())
    yield from _targets(sentence, start, verb.start(), Verb.REPEALS, offset, verb.end())


def _statement_start(sentence: str, verb_start: int) -> int:
    """After 施行 of “本办法自…起施行，《A》同时废止”: what precedes is no target."""
    force = [
        m.end() for m in re.finditer(r"(?:施行|实施|执行|生效)[，；,;]", sentence[:verb_start])
    ]
    return force[-1] if force else max(sentence.rfind("；", 0, verb_start), 0)


def _targets(
    sentence: str, start: int, end: int, verb: Verb, offset: int, statement_end: int | None = None
) -> Iterator[Relation]:
    """Titles, each with the number right behind it, and numbers that stand without a title."""
    numbers = [n for n in find_doc_numbers(sentence) if start <= n.start < end + 40]
    taken: set[DocNumber] = set()
    for match in _TITLE.finditer(sentence, start, end):
        number = _number_of(match, numbers, sentence) or _issued_under(match, numbers, sentence)
        if number is not None:
            taken.add(number)
        ending = verb in ENDING and _PART.match(sentence[match.end() :])
        yield Relation(
            Verb.AMENDS if ending else verb,
            match["title"],
            number.text if number else None,
            offset + match.start(),
            offset + max(statement_end or 0, match.end(), number.end if number else 0),
        )
    if verb in (Verb.REPEALS, Verb.REPLACES):
        yield from _bare_numbers(sentence, numbers, taken, end, verb, offset)


def _bare_numbers(
    sentence: str,
    numbers: Iterable[DocNumber],
    taken: set[DocNumber],
    end: int,
    verb: Verb,
    offset: int,
) -> Iterator[Relation]:
    """原常政发〔2015〕3号文件同时废止."""
    for number in numbers:
        text = number.text[1:] if number.text.startswith("原") else number.text
        if number not in taken and number.start < end and not _OF_TITLE.match(sentence, number.end):
            yield Relation(verb, None, text, offset + number.start, offset + number.end)


def _number_of(
    title: re.Match[str], numbers: Iterable[DocNumber], sentence: str
) -> DocNumber | None:
    """The number right behind a title, 《…》（常政发〔2015〕3号), or before it, …令第8号发布的《…》."""
    for number in numbers:
        behind = sentence[title.end() : number.start]
        if number.start >= title.end() and len(behind) <= 2 and not behind.strip("（( "):
            return number
        if number.end <= title.start() and _ISSUED.fullmatch(sentence[number.end : title.start()]):
            return number
    return None


def _issued_under(
    title: re.Match[str], numbers: Iterable[DocNumber], sentence: str
) -> DocNumber | None:
    """The first number before a title, with no other title between, that says 公布 or 发布."""
    previous = sentence.rfind("》", 0, title.start())
    for number in numbers:
        if previous < number.start < title.start() and _ISSUED.match(sentence, number.end):
            return number
    return None
