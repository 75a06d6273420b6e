"""What a question says of time: an aim or a result, the year of a report, years written short.

Of one year two things can be asked, what was aimed at (定的目标是多少) and what was reached (实际增长了
多少). A year before the name of a periodic text (2019年政府工作报告) says which text is meant; what
that text tells is of its own year and of the year before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ingest.figures.dates import DateMention
from qa.questions import tells


def asks_aim(text: str) -> bool:
    return tells("question", "aimed", text)


def asks_result(text: str) -> bool:
    return tells("question", "done", text)


def aimed(text: str) -> bool | None:
    """True where only an aim is asked for, False where only a result, None for both or neither. Of a
    report 提高了多少 may also ask what it announces."""
    aim, result = asks_aim(text), asks_result(text)
    if result and _REPORT.search(text) and not tells("question", "over", text):
        result = False
    if aim is result:
        return None
    return aim


_REPORT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?:度)?的?(?:全?[国省市区县州])?[^，。？?、\d]{0,14}?"
    r"(?:工作报告|统计公报|工作总结|工作要点|工作计划|年度报告|年报(?!道)|公报|报告)(?!期)"
)
_ITS_YEAR = re.compile(r"今年|当年|本年|该年")
_YEAR_BEFORE = re.compile(r"去年|上一?年|前一年|过去一年")


def report_year(text: str, years: Collection[int]) -> int | None:
    """The year by which a question names a report, where it names no other year."""
    named = {int(match["year"]) for match in _REPORT.finditer(text)}
    return named.pop() if len(named) == 1 and named == set(years) else None


def years_in_report(text: str, named: int, past: int) -> set[int]:
    """The years that a question to a report may mean: that of its name, the one before, or where
    it does not say, that of its name and the one it looks back on."""
    if _ITS_YEAR.search(text) or aimed(text):
        return {named}
    if _YEAR_BEFORE.search(text):
        return {named - 1}
    return {named, past}


_NAME = re.compile(r"(?:计划|规划|方案|纲要|行动|指南|意见|办法|目录|条例|规定)》?\s*[（(]$")


def years_asked(text: str, dates: Sequence[DateMention]) -> tuple[int, ...]:
    """The years of a question. A period in brackets behind the name of a text (行动计划（2019—2021年）)
    is part of the name, where another year is asked for beside it."""
    dated = [one for one in dates if one.year is not None]
    free = [one for one in dated if not _NAME.search(text[: one.start])]
    return tuple(dict.fromkeys(one.year for one in free or dated if one.year is not None))


_SHORT = re.compile(
    r"(?<![\d.第])(?:(?P<clear>0\d|9[0-9])(?=年(?![级代]))"
    r"|(?P<marked>[12]\d)(?=年(?:那年|全年|年?[初底末]|上半年|下半年|一年|度|的?政府工作|\d{1,2}月)))"
)
_RANGE = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)年?\s*(?:到|至|[-—－~～]+)\s*(?P<last>(?:19|20)\d\d)(?!\d|年)"
)


def spelt_out(text: str) -> str:
    """Years as they are asked for in speech, in full: 09年 is 2009年, “2013到2017这五年” 2013年到2017年."""
    text = _RANGE.sub(r"\g<first>-\g<last>年", text)

    def full(match: re.Match[str]) -> str:
        short = match.group()
        return f"19{short}" if short[0] == "9" else f"20{short}"

    return _SHORT.sub(full, text)


# beside a year these say when or how it is meant, which binding sees to; texts do not repeat them
_OF_TIME = re.compile(
    r"一?整年|当年|当初|那年|年[初底末]|一年下来|打算|原来|原先|实际(?!控制)|最终|最后|到头来|到底|听说"
)


def without_time(text: str) -> str:
    """The text with blanks for the words that only tell aim from result, or part of the year."""
    return _OF_TIME.sub(lambda match: " " * len(match.group()), text)
