"""The words by which a question puts things side by side, and the question without them.

Chinese marks a comparison with few words of a closed class: what deals out (分别, 各自), what sums
up (两地, 三者), what asks for the winner (谁高, 哪个多), for the distance (相差, 多出, 几倍) or for
the whole (合计). A question of one side alone has none of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.questions import INTERROGATIVE, rows

# 最高多少, 至少多少 ask for a bound and not for a distance
_MORE = r"(?<![最至不])[多少高低]"
_DISTANCE = re.compile(
    rf"差(?:多少|几|距|额)|相差|还差|差在|{_MORE}(?:了|出)?(?:多少|几)|"
    r"比[^，。？]{1,24}(?:[贵长短大小早晚快慢重轻]|便宜)(?:了|出)?(?:多少|几)|"
    r"(?:增加|减少|提高|下降|增长)(?:了)?(?:多少|几)|[涨跌升降](?:了)?(?:多少|几)"
)
_MULTIPLE = re.compile(r"(?:几|多少)倍")
_TOTAL = re.compile(r"合计|总共|一共|共计|加起来|合起来|总和|加总|之和|算上|加上")
_SHARE = re.compile(r"占(?:了)?[^，。？]{0,12}(?:百分之几|多少|几成|比例|比重)|百分之几|占比|几成")
_EACH = r"分别|各自|各(?=是|为|要|有|给|能|达|奖|补|占|到|多少|几|用|在|由|定|怎|如何|支持|新|拟|按|将|应|须|需|可|以|授|收|扣|罚|建|设|增|降|提)"
_DEALT_OUT = re.compile(_EACH)
_WINNER = re.compile(
    r"(?:谁|哪(?:一)?(?:个|里|边|家|地|份|座|项|种|类|级|档|市|省|县|区)?(?:[^，。？、\d]{0,4}?|(?P<of>[^，。？、\d]{5,12}?)(?=更)))"
    r"(?:更|比较|最)?(?P<which>[高低多少大小早晚快慢长短])(?:一?些|一点)?(?=[，。？?！]|$)"
)
_UNLIKE = re.compile(
    r"(?:有)?(?:何|什么|哪些)(?:不同|区别|差别|差异|不一样)|(?:区别|差别|差异|不同)(?:在哪里?|是什么|有哪些|在于什么)?|怎么变|变化"
)

_SUMMED_UP = r"(?:[这那])?(?:[两二三四五六]|几)(?:个)?(?:地方|城市|地区|行业|产业|领域|项目|平台|部门|单位|方案|文件|通知|办法|地|市|省|县|区|者|家|类|级|种|档|年|份文件)"
_DROPPED = re.compile(
    rf"{_EACH}|{_SUMMED_UP}(?=[，的都是有各分相差谁哪一合总共]|$)|都(?=写|有|提|规定|说|是|要|定)|"
    r"(?:口径|标准|要求)?(?:是否)?(?:一样|一致|相同)[吗么]?|"
    r"一共|合计|总共|共计|加起来|合起来|总和(?:是)?|加总|之和(?:是)?|同时(?=获|认|入)"
)
_MEASURED = re.compile(
    r"(?:目标|[上下]限|门槛|限额|次数|天数|金额|标准|数量?|额度?|比例|比重|率|总量|规模|收入|价格|增速|年限|期限|面积)$"
)
_OPERATION = re.compile(
    r"(?<=[，？?])(?:两者|二者|两地|前后)?(?:一共|合计|总共|加起来|相差|差|[升降涨跌]了?)(?:是|有|要)?(?:多少|几)[个家名人项元钱万亿点百分]*[？?]?$"
)
"""“…各奖励多少？一共多少？”: a question on the answers to the others."""


def asks_distance(text: str) -> bool:
    """相差多少, 多出几家, 增加了多少."""
    return bool(_DISTANCE.search(text))


def asks_multiple(text: str) -> bool:
    return bool(_MULTIPLE.search(text))


def asks_total(text: str) -> bool:
    return bool(_TOTAL.search(text))


def asks_share(text: str) -> bool:
    return bool(_SHARE.search(text))


def asks_winner(text: str) -> str | None:
    """The quality by which one side wins (高, 多, 早), None where no winner is asked for."""
    match = _WINNER.search(text)
    return match["which"] if match else None


def deals_out(text: str) -> bool:
    """分别, 各: each of several things is asked about; so do 谁高 and 有何不同."""
    return bool(_DEALT_OUT.search(text) or _WINNER.search(text) or _UNLIKE.search(text))


def computes(text: str) -> bool:
    """The answer is a figure made of those of the sides."""
    return asks_distance(text) or asks_multiple(text) or asks_total(text)


def puts_side_by_side(text: str) -> bool:
    return deals_out(text) or computes(text)


@lru_cache(maxsize=1)
def _plain_forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0]), row[1]) for row in rows("distances_asked.tsv"))


def of_one_side(text: str) -> str:
    """The question as it is asked of one thing: without the words of comparison, and with an
    interrogative where they held the only one."""
    winner = asks_winner(text)
    text = _OPERATION.sub("", text)
    plain = _WINNER.sub(lambda match: match["of"] or "", text)
    for pattern, instead in _plain_forms():
        plain = pattern.sub(instead, plain)
    plain = _UNLIKE.sub("", plain)
    plain = _DROPPED.sub("", plain)
    plain = re.sub(r"(?:有|是)(?=(?:有|是))|比(?=[，？?]|$)", "", plain)
    plain = re.sub(r"(?<=[，,？?])[，,？?]+|^[，,的]+|[？?](?=[是有为])", "", plain)
    plain = plain.strip("，,、？? ")
    if not INTERROGATIVE.search(plain):
        measured = winner or _MEASURED.search(plain)
        plain += "是什么时候" if winner in ("早", "晚") else "是多少" if measured else "是什么"
    return plain + "？"
