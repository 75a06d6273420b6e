"""Which figures of a text tell a reader something in a table of policy figures.

The texts also hold numerals that measure nothing: numbers of sessions (十四届五次会议), fixed words
(零部件, 一批, 三类企业), names of plans (三年行动计划), years. GB/T 15835-2011 (出版物上数字用法) has quantities in Arabic figures and keeps Han numerals for such fixed words; what
this module relies on is that official texts follow it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.documents import Fact

_COUNTS = frozenset(("数量", "家数"))
"""Measures of things counted; sums, shares, areas, people and terms are figures in any writing."""

_COUNTED_IN_WORDS = frozenset(("家", "户", "名", "岁"))
"""Enterprises, households, ranks (前十名), ages: laws and rules write these in words too."""
_ORDINAL_UNITS = frozenset(("届", "期"))
_MEETING = re.compile(r"(?:[^，。；]{0,6})?(?:会议|常务会|全会|党代会)")
_YEARS = re.compile(r"(?:19|20)\d\d")
_NAMED_PLAN = re.compile(r"(?:[一-鿿]{0,2})?(?:行动|规划|计划|纲要|攻坚)")
_BEFORE_A_YEAR = ("上", "这", "该", "当", "每", "下", "全")


def is_telling(fact: Fact, text: str) -> bool:
    """Whether a fact of a document with this text is a figure that a reader may look for."""
    before, after = text[fact.clause_start : fact.start], text[fact.end : fact.clause_end]
    if fact.unit in _ORDINAL_UNITS or (fact.unit == "次" and _MEETING.match(after)):
        return False
    if fact.measure == "数量" and not fact.unit:
        return False  # a bare number of a table of statistics says nothing without its table
    if fact.measure == "期限":
        return not _names_years(fact.text, before, after)
    written_out = not any(character.isascii() and character.isdigit() for character in fact.text)
    return not (fact.measure in _COUNTS and written_out and fact.unit not in _COUNTED_IN_WORDS)


def _names_years(figure: str, before: str, after: str) -> bool:
    """Years themselves (2022—2024年), a year told from another (上一年), a plan's name."""
    told = figure.startswith(("一年", "1年")) and before.endswith(_BEFORE_A_YEAR)
    return told or bool(_YEARS.match(figure)) or bool(_NAMED_PLAN.match(after))
