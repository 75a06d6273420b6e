"""What kinds of line an official text is made of besides its body.

GB/T 9704-2012 fixes them: letterhead (…文件), 发文字号, title (ending in the name of its kind),
addressee (ending in a colon), signature, date, 附注 in brackets, 附件 lists, and labelled lines
(签发人：, 联系电话：, 抄送：).
"""

from __future__ import annotations

import re

_TERMINAL = re.compile(r"[。！？；!?;…][”’」』）)】》]*$|[:：]$|——$")
DATE_LINE = re.compile(
    r"^(?:\d{4}|[一二三四五六七八九〇○Ｏ零０-９]{4})[年./-]\s*[\d一二三四五六七八九十]{1,3}[月./-]\s*"
    r"[\d一二三四五六七八九十]{1,3}日?$"
)
DOC_NUMBER = re.compile(
    r"^[\u4e00-\u9fff（）()]{1,20}[〔\[［【(（]\d{4}[〕\]］】)）]\s*第?\s*\d+\s*号$|^第\s*\d+\s*号$"
)
LABELLED = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:（[^）]{1,8}）)?[:：](?!$)")
BRACKETED = re.compile(r"^[（(【\[][^（()）【】]*[）)】\]]$")
ANNEX_LIST = re.compile(r"^附\s*件?\s*[:：]\s*(?=\S)|^附[:：]")
ANNEX = re.compile(
    r"^[【（(]?(附\s*[件表录](?:\s*(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[A-Z])(?:[-－—]\d{1,2})?)?)[】）)]?"
    r"(?:\s*[:：.、]\s*|\s+|(?=《)|$)"
)
BULLET = re.compile(r"^(?:——|--|—(?=[\u4e00-\u9fff])|[-•●○◆■□▪►★※*·](?=\s|[\u4e00-\u9fff]))")
ORDINAL = re.compile(r"^[一二三四五六七八九十]是")
# 国家行政机关公文 and party documents by kind, plus what plans and statistics are called
_KINDS = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|条例|规定|办法|细则|"
    "规则|规程|规范|章程|准则|方案|计划|规划|纲要|要点|措施|政策|指南|指引|标准|目录|清单|名单|答复|"
    "解读|预案|制度|大纲|说明|情况|条件|法|解释|倡议书|公示|办理情况|实施意见|表"
)
_QUALIFIER = (
    r"[（(](?:\d{4}\s*[—\-–~～至]+\s*\d{4}\s*年?|\d{4}年[^）)]{0,8}|[^）)]{0,6}(?:试行|暂行|征求意见稿|草案|"
    r"送审稿|讨论稿|修订|修正|修改)[^）)]{0,6})[）)]"
)
TITLE_END = re.compile(rf"(?:{_KINDS})》?(?:的(?:通知|函|决定|公告|批复|答复))?(?:{_QUALIFIER})*$")
QUALIFIER_LINE = re.compile(f"^{_QUALIFIER}$")
NOTE = re.compile(
    r"^[（(【\[]?(?:备?注|附注|说明|资料来源|数据来源|来源)[\d一二三]?[】\]]?\s*[:：.、]"
)
FIGURE = re.compile(r"^[图表]\s*\d")
LETTERHEAD = "文件"
_TAIL = 12
_TITLE_TAIL = 60
_INNER_MARK = re.compile(r"[。；，！？;]")

_INNER = re.compile(r"[（(][^（()）]*[）)]|《[^《》]*》|“[^“”]*”")


def mask_inner(text: str) -> str:
    """`text` with brackets, titles and quotations blacked out, every position kept."""
    inner = _INNER.sub(_blacked, text)
    return inner if inner == text else _INNER.sub(_blacked, inner)  # brackets nest at most twice


def _blacked(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


def ends_sentence(text: str) -> bool:
    """Whether a line is closed by its final punctuation (。！？；： and closing marks behind them)."""
    return _TERMINAL.search(text, max(0, len(text) - _TAIL)) is not None


def is_title_like(text: str) -> bool:
    """Short, without sentence punctuation: a title, a heading, a name."""
    return len(text) <= 45 and not _INNER_MARK.search(text) and not ends_sentence(text)


def ends_as_title(text: str) -> bool:
    """Ends in the name of a kind of document (通知, 行动方案（2022—2024年）, …)."""
    tail = max(0, len(text) - _TITLE_TAIL)
    return TITLE_END.search(text, tail) is not None and not text.endswith(LETTERHEAD)


def is_fixed_line(text: str) -> bool:
    """A line that is complete by its form: date, 发文字号, bracketed note, labelled line."""
    return bool(DATE_LINE.match(text) or DOC_NUMBER.match(text) or BRACKETED.match(text))
