"""The front matter of a Markdown or text file: `---`, YAML, `---`, then the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

_FENCE = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)(?:\r?\n)?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
_KEY_LINE = re.compile(r"^([A-Za-z_\u4e00-\u9fff][\w.-]*)[ \t]*[:：][ \t]*(.*)$", re.M)
_LONGEST = 20_000
_SHARED = ("title", "date", "author", "url", "description")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`values` by key as written, nested keys joined by dots, lists by “；”; `length` in characters."""

    length: int = 0
    values: dict[str, str] = field(default_factory=dict)
    warning: str | None = None

    def hints(self) -> dict[str, str]:
        """Every key as `front.<key>`, and those that every container may state by their own name."""
        hints = {f"front.{key}": value for key, value in self.values.items()}
        hints.update({key: self.values[key] for key in _SHARED if self.values.get(key)})
        return hints


def read_front_matter(text: str) -> FrontMatter:
    """The front matter at the head of `text`; of length 0 where there is none.

    A rule (`---`) at the head of an ordinary text is no front matter: at least one line
    `key: value` must follow and a closing fence within 20,000 characters. YAML that cannot be
    parsed (titles with a bare colon are common) is read line by line, with a warning.
    """
    match = _FENCE.match(text[:_LONGEST])
    if match is None or not _KEY_LINE.search(match["yaml"]):
        return FrontMatter()
    try:
        # BaseLoader builds strings, lists and dicts only: dates and numbers stay as written
        loaded = yaml.load(match["yaml"], Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        loaded = None
    if isinstance(loaded, dict):
        return FrontMatter(match.end(), dict(_flatten(loaded)))
    lines = {key: value.strip().strip("'\"") for key, value in _KEY_LINE.findall(match["yaml"])}
    return FrontMatter(match.end(), lines, "文首的 YAML 信息不合语法，已逐行读取")


def _flatten(
    value: dict[object, object], prefix: str = "", depth: int = 0
) -> Iterator[tuple[str, str]]:
    for key, item in value.items():
        name = f"{prefix}{key}"
        if isinstance(item, dict):
            if depth < 3:
                yield from _flatten(item, f"{name}.", depth + 1)
        elif isinstance(item, list):
            yield name, "；".join(part for part in item if isinstance(part, str))
        else:
            yield name, str(item)
