"""The form in which a text tells what is asked, where words alone do not show it."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.questions import Asked, rows


@lru_cache(maxsize=1)
def _forms() -> dict[str, re.Pattern[str]]:
    return {asked: re.compile(form) for asked, form in rows("forms_told.tsv")}


def form_of(asked: Asked) -> re.Pattern[str] | None:
    """The form of what is asked (〔2021〕29号 for a number, 由…牵头 for who acts); None where any
    sentence may tell it."""
    return _forms().get(asked.value)
