"""Grades: which class or level a thing is of (属几类危险品, 是几级).

An ordinal before 类, 级 or 等 names a class and counts nothing. Who asks how many classes there are
says 分, 有 or 共 before the interrogative.
"""

from __future__ import annotations

import re

_ASKED = re.compile(
    r"(?:按|照|属于?|算|归(?:为|入)?|列(?:为|入)|定(?:为|成)?|评(?:为|成)|第|(?:[^有共分]是)(?=几级))几(?P<unit>类|级|等)"
)
_ORDINAL = r"(?:第?[一二三四五六七八九十]|第?\d|[ⅠⅡⅢⅣⅤIV]{1,3})"


def grade_form(text: str) -> re.Pattern[str] | None:
    """The form in which a text names the class that a question asks for, None where it asks none."""
    asked = _ASKED.search(text)
    return re.compile(rf"{_ORDINAL}{asked['unit']}(?![别型])") if asked else None
