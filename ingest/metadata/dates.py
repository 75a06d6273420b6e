"""The days of a document: 成文, 发布, 施行, 有效期, and the period of a plan."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from ingest.documents import Period
from ingest.figures.dates import DateMention, find_dates
from ingest.figures.numbers import CHINESE_NUMERALS, parse_chinese
from ingest.metadata.folding import fold, fold_years
from ingest.metadata.found import Found
from ingest.metadata.issuers import is_signer, signatures
from ingest.metadata.layout import Layout, Line, is_date, is_label

_NUMBER = rf"(?:\d{{1,3}}|[{CHINESE_NUMERALS}]{{1,4}})"
_DATE = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[一二][〇○零一二三四五六七八九]{3}年[〇零一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
_IN_FORCE = r"(?:施行|实施|执行|生效|试行|实行)"
_FROM_DATE = re.compile(
    rf"(?:自|从|于)\s*(?P<date>{_DATE})\s*(?:起|开始)?\s*(?:正式)?\s*{_IN_FORCE}"
)
_FROM_ISSUE = re.compile(
    rf"自\s*(?:印发|发布|公布|颁布|发文|下发|签发|成文|通过)\s*之日\s*(?:起)?\s*(?:满?\s*(?P<days>{_NUMBER})\s*(?P<unit>个?工作日|日|天|个月)\s*[之以]?后)?\s*(?:起)?\s*(?:正式)?\s*{_IN_FORCE}"
)
_UNTIL = re.compile(
    rf"(?:有效期|有效期限|实施期限|执行期限|执行期|施行期限|试行期|政策期限|实施期|期限|{_IN_FORCE})[^。；，]{{0,24}}?(?:至|到|截至|截止到?)\s*(?P<date>{_DATE})"
)
_FROM_TO = re.compile(
    rf"自\s*(?P<from>{_DATE})\s*(?:起)?[，、]?\s*{_IN_FORCE}?[，、]?\s*(?:至|到)\s*(?P<to>{_DATE})"
)
_YEARS = re.compile(
    rf"(?:有效期|有效期限|实施期限|执行期限|执行期|施行期限|试行期|政策期限|实施期|期限)(?:限)?\s*(?:暂定)?(?:为|是|：|:)?\s*(?:暂定)?\s*(?P<n>{_NUMBER})\s*(?P<unit>年|个月)|(?:暂|先行)?试行\s*(?P<trial>{_NUMBER})\s*(?P<trial_unit>年|个月)"
)
# what a page or a list of programmes says of the term in one line: “执行时间：2022年8月26日起，2025年失效”
_TERM_LABEL = re.compile(
    r"^\s*[【\[]?(?:(?P<own>(?:政策|文件|执行|实施|施行|有效|生效|适用|试行)+(?:时间|期限|时效|时限|期)|有效期|时效)"
    r"|时间)(?:[/／、][\u4e00-\u9fff]{2,4})?[】\]]?\s*[：:]\s*"
)
_LINE_FROM = re.compile(rf"(?:自|从)?\s*(?P<date>{_DATE})\s*(?:起|开始|至|到|[-－—–~～])")
_LINE_TO = re.compile(
    rf"(?:自|从)?\s*(?P<from>{_DATE})\s*起?[，、]?\s*{_IN_FORCE}?[，、]?\s*(?:至|到|[-－—–~～]+)\s*(?P<to>{_DATE})"
)
_LAPSES = re.compile(
    r"(?:至|到|于)?\s*(?P<year>20\d{2})\s*年\s*(?:年?[底末])?\s*(?:失效|废止|到期|终止)"
    r"|在?\s*20\d{2}\s*年?\s*[-－—–~～至到]+\s*(?P<within>20\d{2})\s*年(?:度)?\s*(?:之?内|期间)?\s*(?:有效|执行|实施)"
)
_LEAST_TERM_DAYS = 300
_CLAUSE = re.compile(r"[^。；\n]*")
# 实施 is also said of projects and 施行 of other laws: a day of force counts in a sentence about
# the document itself, in the one that issues it, and in a sentence that begins with it.
_OF_DOCUMENT = re.compile(
    r"本(?:[\u4e00-\u9fff]{0,8}(?:办法|规定|条例|细则|意见|通知|方案|计划|政策|措施|规则|决定|公告|通告|文件|制度|规划|解释|通则|指引|指南|标准|安排|章程|规范|要求|实施|预案|纲要|公约)|法|规则)"
    r"|现(?:予|将|公布|发布|印发)|上述|以上(?:政策|措施|条款)"
)
_OWN_NAME = re.compile(
    r"(?:本|上述|以上)(?:[\u4e00-\u9fff]{0,8}?)(?:办法|规定|条例|细则|意见|通知|方案|计划|政策|措施|规则|决定|公告|通告|文件|制度|规划|解释|指引|指南|标准|预案|规范|纲要)"
    r"(?:(?:印|发)[^，。]{0,8}之日起|自[^，。]{0,24}(?:施行|实施|执行|生效|起))?[，,]?"
)
_OTHER_TERM = re.compile(
    r"证|许可|注册|批文|资格|合同|租赁|土地|产品|申请|公示|项目|经营|名单|称号|承诺"
)
_PERIOD = re.compile(
    r"(?P<from>(?:19|20)\d{2})\s*年?\s*[-－—–─~～至到]{1,2}\s*(?P<to>(?:19|20)\d{2})\s*年?(?:度)?"
)
_FIVE_YEARS = re.compile(r"[“\"「]?(?P<plan>十[一二三四五六七])五[”\"」]?")
_ONE_YEAR = re.compile(
    r"(?P<year>20\d{2})\s*年?度?(?=[^（）《》]{0,20}(?:工作要点|工作计划|行动方案|行动计划|实施计划|工作安排|重点任务|重点工作))"
)
# 2023-02-27 18:43 来源：新华社, 时间：2022-02-07 浏览：12, below the title of a page.
_PAGE_DATE = re.compile(
    r"\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}.*(?:来源|作者|浏览|阅读|字体|\d{1,2}:\d{2})|(?:时间|日期)[：:]"
)
_PRINTED = re.compile(rf"(?P<date>{_DATE})\s*印发")


def parse_day(text: str) -> date | None:
    """The first full date in a short text (2022-02-07 08:53:11, 2022年4月22日, 20220422)."""
    compact = re.match(r"\s*(20\d{2})(\d{2})(\d{2})(?!\d)", text)
    if compact:
        text = "-".join(compact.groups())
    return next((m.first for m in find_dates(fold_years(text)) if m.precision == "day"), None)


def find_issued_on(layout: Layout) -> Found[date] | None:
    """成文日期: labelled, else in the signature, below the title, or on the last page (…印发)."""
    return (
        _labelled(layout, ("成文日期", "发文日期", "印发日期", "成文时间", "发文时间", "印发时间"))
        or _signed(layout)
        or _adopted(layout)
        or _below_title(layout)
        or _printed(layout)
    )


def find_published_on(layout: Layout) -> Found[date] | None:
    """The day a page gives as that of its publication."""
    labelled = _labelled(layout, ("发布日期", "发布时间", "公开日期", "生成日期", "日期"))
    if labelled is not None:
        return labelled
    for line in layout.head:
        if len(line.text) < 80 and _PAGE_DATE.search(line.text):
            return _last_day(layout.text, line.start, line.end)
    return None


def find_effective_on(text: str, issued: date | None) -> Found[date] | None:
    """施行日期: “本办法自2022年1月1日起施行”, “自印发之日起30日后施行”.

    Statements about another document (《…》自…起施行 in the grounds) do not count.
    """
    for sentence, offset in _sentences(text, ("起", "于", "从")):
        match = _FROM_DATE.search(sentence)
        if match and _about_document(sentence, match.start()):
            day = parse_day(match["date"])
            if day:
                return Found(day, offset + match.start(), offset + match.end())
        match = _FROM_ISSUE.search(sentence)
        if match and issued and _about_document(sentence, match.start()):
            day = _later(issued, match["days"], match["unit"])
            return Found(day, offset + match.start(), offset + match.end())
    return _line_effective(text)


def _line_effective(text: str) -> Found[date] | None:
    """The first day of a term that a labelled line states."""
    for sentence, offset in _sentences(text, ("：", ":")):
        match = _LINE_FROM.search(sentence) if _states_term(sentence) else None
        day = parse_day(match["date"]) if match else None
        if match and day:
            return Found(day, offset + match.start("date"), offset + match.end())
    return None


def _states_term(sentence: str) -> bool:
    """A labelled line tells the term of the text where the label says so, or what stands behind
    时间 lapses or runs for a year or so: 时间 alone is also said of meetings and examinations."""
    label = _TERM_LABEL.match(sentence)
    if label is None:
        return False
    if label["own"] or _LAPSES.search(sentence) or _YEARS.search(sentence):
        return True
    days = _LINE_TO.search(sentence)
    first, last = (parse_day(days["from"]), parse_day(days["to"])) if days else (None, None)
    return bool(first and last and (last - first).days >= _LEAST_TERM_DAYS)


def find_expires_on(text: str, starts: date | None) -> Found[date] | None:
    """The last day of force: “有效期至2025年12月31日”, “有效期3年” from `starts`, “试行两年”."""
    for _, offset, match in _own_terms(text):
        day = _end_of_term(match, starts)
        if day is not None and (starts is None or day >= starts):
            return Found(day, offset + match.start(), offset + match.end())
    return None


def find_term(text: str) -> Found[str] | None:
    """The sentence that says how long the document holds (“自印发之日起施行，有效期3年”), also
    where no day tells from when."""
    return next(
        (Found(s.strip(), at, at + len(s)) for s, at, _ in _own_terms(text)),
        None,
    )


def find_force(text: str) -> Found[str] | None:
    """The sentence that says from when the document holds (“本办法自发布之日起施行”)."""
    for sentence, offset in _sentences(text, ("起", "于", "从")):
        for pattern in (_FROM_DATE, _FROM_ISSUE):
            match = pattern.search(sentence)
            if match and _about_document(sentence, match.start()):
                return Found(sentence.strip(), offset, offset + len(sentence))
    return None


def _own_terms(text: str) -> Iterator[tuple[str, int, re.Match[str]]]:
    """(sentence, its offset, the term in it) where the text tells its own term of force."""
    follows_force = False
    for sentence, offset in _sentences(text, ("期", "至", "到", "试行", "起", "有效", "失效")):
        if _states_term(sentence):
            found = (pattern.search(sentence) for pattern in (_LINE_TO, _LAPSES, _UNTIL, _YEARS))
            yield from ((sentence, offset, match) for match in found if match)
            continue
        takes_force = _takes_force(sentence)
        for pattern in (_FROM_TO, _UNTIL, _YEARS):
            match = pattern.search(sentence)
            if match and _is_own_term(sentence, match.start(), takes_force, follows_force):
                yield sentence, offset, match
        follows_force = takes_force


def _is_own_term(sentence: str, position: int, takes_force: bool, follows_force: bool) -> bool:
    """有效期 and 期限 are also said of licences, leases and projects. A term is the document's
    own in the sentence that says when it takes force, at the beginning of the next one, and
    right behind 本办法 or the like."""
    before = sentence[:position]
    own = list(_OWN_NAME.finditer(before))
    behind = before[own[-1].end() :] if own else before
    if own and len(behind) <= 12:
        return not _OTHER_TERM.search(behind)
    return (takes_force and not _OTHER_TERM.search(before[-12:])) or (
        follows_force and position <= 2
    )


def _end_of_term(match: re.Match[str], starts: date | None) -> date | None:
    group = match.groupdict()
    stated = group.get("to") or group.get("date")
    if stated:
        return parse_day(stated)
    year = group.get("year") or group.get("within")
    if year:
        return date(int(year), 12, 31)
    if starts is None:
        return None
    return _term_end(starts, group["n"] or group["trial"], group["unit"] or group["trial_unit"])


def find_period(title: Found[str]) -> Found[Period] | None:
    """The years a plan runs: (2022—2024年), “十四五”, 2024年工作要点. Read in the title only."""
    text = fold(title.value)
    match = _PERIOD.search(text)
    if match:
        return Found(_years(int(match["from"]), int(match["to"])), title.start, title.end)
    match = _FIVE_YEARS.search(text)
    if match:
        # the tenth five-year plan ran from 2001 to 2005
        first = 2001 + ((parse_chinese(match["plan"]) or 10) - 10) * 5
        return Found(_years(first, first + 4), title.start, title.end)
    match = _ONE_YEAR.search(text)
    if match:
        return Found(_years(int(match["year"]), int(match["year"])), title.start, title.end)
    return None


def parse_period(text: str) -> Period | None:
    """A period as front matter writes it: 2023-2025, 2022-01-01/2024-12-31, 2024."""
    days = [m.first for m in find_dates(text) if m.precision == "day"]
    if len(days) == 2:
        return Period(days[0], days[1])
    years = [int(year) for year in re.findall(r"(?:19|20)\d{2}", text)]
    return _years(years[0], years[-1]) if years else None


def _years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31))


def _labelled(layout: Layout, labels: tuple[str, ...]) -> Found[date] | None:
    for label in labels:
        found = layout.labels.get(label)
        day = parse_day(found.value) if found else None
        if found and day:
            return Found(day, found.start, found.end)
    return None


def _signed(layout: Layout) -> Found[date] | None:
    """The date under the first signature, or under the leader who signs an order."""
    for signature in signatures(layout):
        found = _last_day(layout.text, signature.start, signature.end)
        if found:
            return found
    for before, line in zip(layout.lines, layout.lines[1:], strict=False):
        if is_signer(before) and is_date(line):
            return _last_day(layout.text, line.start, line.end)
    return None


def _below_title(layout: Layout) -> Found[date] | None:
    """A date alone on a line of the head, or alone at the very end of the text."""
    candidates: tuple[Line, ...] = (*layout.head, *layout.lines[-8:])
    for line in candidates:
        if is_date(line) and not is_label(line):
            found = _last_day(layout.text, line.start, line.end)
            if found:
                return found
    return None


def _adopted(layout: Layout) -> Found[date] | None:
    """The latest day in the note below the title of a law, its 公布 where it has one; the day
    it takes force (自…起施行) is not that of its making."""
    caption = layout.caption
    if caption is None:
        return None
    until = caption.value.find("自")
    made = caption.value[:until] if until > 0 else caption.value
    return _last_day(layout.text, caption.start, caption.start + len(made))


def _printed(layout: Layout) -> Found[date] | None:
    tail = layout.lines[-40].start if len(layout.lines) > 40 else 0
    match = _PRINTED.search(layout.text, tail)
    day = parse_day(match["date"]) if match else None
    return Found(day, *match.span("date")) if match and day else None


def _last_day(text: str, start: int, end: int) -> Found[date] | None:
    days: list[DateMention] = [
        m for m in find_dates(fold_years(text[start:end])) if m.precision == "day"
    ]
    if not days or days[-1].first is None:
        return None
    return Found(days[-1].first, start + days[-1].start, start + days[-1].end)


def _sentences(text: str, words: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Sentences that hold one of the words, from the end of the text: terms stand in the last
    articles or in the covering notice, and an amended law repeats older ones before them."""
    folded = fold_years(text)
    spans = [match.span() for match in _CLAUSE.finditer(folded) if match.group()]
    for start, end in spans:
        sentence = folded[start:end]
        if len(sentence) < 400 and any(word in sentence for word in words):
            yield sentence, start


def _about_document(sentence: str, position: int) -> bool:
    before = sentence[:position]
    if before.rstrip().endswith("》"):
        return bool(re.search(r"现(?:予|将|公布)|已经.*通过", before))
    return not before.strip("，、（( 　") or bool(_OF_DOCUMENT.search(before))


def _takes_force(sentence: str) -> bool:
    return bool(_FROM_DATE.search(sentence) or _FROM_ISSUE.search(sentence))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else parse_chinese(text) or 0


def _later(day: date, count: str | None, unit: str | None) -> date:
    if not count or not unit:
        return day
    if "月" in unit:
        return _add_months(day, _count(count))
    return day + timedelta(days=_count(count))


def _term_end(starts: date, count: str, unit: str) -> date | None:
    """The last day of a term of years or months that begins on `starts`."""
    number = _count(count)
    months = number * 12 if unit == "年" else number
    if not 0 < months <= 600:
        return None
    return _add_months(starts, months) - timedelta(days=1)


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
