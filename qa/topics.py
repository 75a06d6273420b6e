"""What a question is about, for those that follow on: its topic, and the document it names."""

from __future__ import annotations

import re

from ingest.figures.dates import find_dates
from ingest.metadata.doc_numbers import find_doc_numbers

# a document named by the number of the proposal it answers
_ANSWERED = re.compile(r"第\s*\d+\s*号(?:提案|建议|议案)(?:的?(?:答复|复函))?")
_ASKED_FOR = re.compile(
    r"(?:是|有|要|为)?(?:多少|几[个家名项]|哪|什么|谁|何时|是否|怎么|如何|吗|多[久长大高远](?=[？?，,]|$))"
)
# what a determiner asks for stands behind it: 多少家市级专精特新企业, 哪些条件
_ASKED_NOUN = re.compile(
    r"(?:是|有|要|为)?(?:(?:多少|几|哪几|哪)[个家名位项条类种款座处些]|哪些|什么(?!时候))(?P<noun>[^，,。；;？?]*)"
)
# words of measuring and comparing at the end of a topic ask already and are no part of it
_MEASURING = re.compile(
    r"(?:相?差|分别|各自?|一共|总共|大概|大约|最[多高少低长大]|至少|能|可以|会|该|应该?|得)+$"
)
_NO_SUBJECT = re.compile(
    r"[^\u4e00-\u9fff]*(?:的|了|吗|呢|能|要|可以|负责|牵头|管|组成|部门|单位|时候)*"
)
# what was measured is no part of what a follow-up with a measure of its own asks about
_MEASURE = re.compile(
    r"(?:的)?(?:比例|标准|金额|额度|数额|数量|期限|时间|价格|人数|幅度|面积|上限|下限)$"
)
_OWN_MEASURE = re.compile(r"多少|多[久长大高远]|几")
# times of its own that a follow-up names without a date
_OWN_TIME = re.compile(r"每年|今后|以后|目前|现在|眼下|今年|去年|明年|下一步|接下来")


# a class of its own that a follow-up names beside that of the question before: 创新型的那一层
_OWN_CLASS = re.compile(r"[类型档层组](?:的|呢|有|是)|[一二三][类种档层等]")


def documents_named(text: str) -> list[str]:
    """The documents a text names: in 《》, by their number, or as the answer to a proposal."""
    numbers = [number.text for number in find_doc_numbers(text)]
    quoted = re.findall(r"《[^》]{4,80}》", text)
    return numbers or quoted or [m.group() for m in _ANSWERED.finditer(text)]


def topic_of(base: str, follow_up: str = "") -> str:
    """What a question is about: its words up to the interrogative, with the noun that it asks for
    unless the follow-up names a class of its own.

    Its dates are no part of it where the follow-up speaks of another time (每年, 目前).
    """
    match = _ASKED_FOR.search(base)
    topic = (base[: match.start()] if match else base).rstrip("？?，, ")
    noun = _ASKED_NOUN.match(base, match.start()) if match else None
    named = noun is not None and not _OWN_CLASS.search(follow_up)
    if noun is not None and named and not _NO_SUBJECT.fullmatch(noun["noun"]):
        topic += noun["noun"].rstrip("呢吗的")
    topic = _MEASURING.sub("", topic)
    if _OWN_MEASURE.search(follow_up):
        topic = _MEASURE.sub("", topic)
    if _OWN_TIME.search(follow_up) or find_dates(follow_up):
        for mention in reversed(find_dates(topic)):
            topic = topic[: mention.start] + topic[mention.end :]
    return topic.strip("，, ")
