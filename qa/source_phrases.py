"""Phrases that only say in which text an answer is to be found.

“按交通部管网约车的那个通知行不行”, “看那份征求意见稿”: their words find the text; inside the text every
sentence may repeat them, so they tell none of its sentences apart.
"""

from __future__ import annotations

import re

_PHRASE = re.compile(
    r"(?:按照?|根?据|依照?|参?照|看|查|符合|违反|翻)(?:了|着|一下)?[^，。；？！]{2,40}"
    r"(?:通知|意见|办法|方案|规定|指南|文件|意见稿|报道|公告|条例|细则|规划|批复|答复|安排|政策|措施|纲要|规范|要点|计划)"
    r"(?=[，。；？！]|$|吗|里|中|上|的?说|能不能|行不行|行吗|可以|能)"
)


def without_source(text: str) -> str:
    """A question without the phrases that name its source."""
    return _PHRASE.sub(" ", text)
