"""Lead times: how long before a day something must be done.

Official texts state them in two forms, 提前三日 and 到期3个月前, and never without 前. A length of
time that lacks it (有效期3年, 受理后15日内) answers no 提前多久.
"""

from __future__ import annotations

import re

from ingest.figures.quantities import Quantity

_ASKED = re.compile(
    r"提前(?:至少|最少)?(?:多[久少长]|几)|(?:多久|几个?[天日月年周]|多少[天日])(?:之|以)?前"
)
_LENGTHS = frozenset(("duration", "workday", "hour", "minute"))
_LEADS = re.compile(r"(?:提前|前|早于|先于)[^，。；、]{0,6}$")
_BEFORE = re.compile(r"(?:以|之)?前")


def asks_lead_time(text: str) -> bool:
    return bool(_ASKED.search(text))


def is_lead_time(text: str, quantity: Quantity) -> bool:
    """Whether a length of time counts back from a day; figures of other kinds are none.

    Args:
        text: the text that the quantity's span points into.
    """
    if quantity.kind not in _LENGTHS:
        return False
    before = text[max(0, quantity.outer_start - 8) : quantity.start]
    return bool(_LEADS.search(before) or _BEFORE.match(text, quantity.end))
