"""The day that a question about force is asked for: “现在是2026年…还管用吗”, “到2026年5月还能引用吗”.

A date in such a question either names the text (2018年改过的那版, 2022年印发的办法) or is the day for
which the asker wants to know. Only the latter is told by a word of time before it or by what the
asker does then behind it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ingest.figures.dates import DateMention
from qa.questions import Asked

_OF_FORCE = frozenset((Asked.VALIDITY, Asked.EXPIRY))
_BEFORE = re.compile(
    r"(?:现在|目前|如今|眼下|今年)?(?:都|已经|已)?(?:是|到了?)$|截[至止]到?$|(?:等到?|放到?|在|拿到)$|(?<![由从])到$"
)
_BEHIND = re.compile(
    r"(?:的时候|时|底|初|末)?[，,]?(?:我|我们|还|再|仍|想|打算|要|去|来|申请|申报|引用|使用|适用|能|可以|是否|是不是|有没有|(?:生效|施行|实施|执行|有效|管用|过期|失效|到期)(?!的|日|期))"
)
_SINCE = re.compile(r"[从自由于]$")
_NAMES_TEXT = re.compile(
    r"(?:度)?[^，。？?]{0,3}?(?:的|那|这|版|印发|发布|出台|公布|下发|制定|颁布|通过|修订|修正|修改|改|开始|起)"
)


def day_asked(
    text: str, asked: Collection[Asked], dates: Sequence[DateMention]
) -> DateMention | None:
    """The date for which a question asks whether a text holds, None where it names none."""
    if not _OF_FORCE.intersection(asked):
        return None
    return next((one for one in dates if one.last is not None and _is_day(text, one)), None)


def _is_day(text: str, mention: DateMention) -> bool:
    if text.count("《", 0, mention.start) > text.count("》", 0, mention.start):
        return False
    if _NAMES_TEXT.match(text, mention.end) and not _BEHIND.match(text, mention.end):
        return False
    if _SINCE.search(text, 0, mention.start):
        return False
    return bool(_BEFORE.search(text, 0, mention.start) or _BEHIND.match(text, mention.end))
