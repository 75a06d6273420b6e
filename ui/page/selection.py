"""What the reader has chosen beside the question: place, tier, kind, validity, day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.documents import Kind, Tier, Validity
from ingest.errors import UsageError
from qa.answering import Request
from qa.filters import Filters

TIERS = tuple(tier.value for tier in Tier if tier is not Tier.UNKNOWN)
KINDS = tuple(kind.value for kind in Kind)
VALIDITIES = tuple(validity.value for validity in Validity)

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class Selection:
    """Empty fields restrict nothing. `region` is a full place name."""

    region: str | None = None
    tiers: tuple[Tier, ...] = ()
    kinds: tuple[Kind, ...] = ()
    validities: tuple[Validity, ...] = ()
    as_of: date | None = None

    @property
    def filters(self) -> Filters:
        return Filters(
            region=self.region,
            tiers=frozenset(self.tiers),
            kinds=frozenset(self.kinds),
            validities=frozenset(self.validities),
            as_of=self.as_of,
        )

    def request(self, question: str, history: Sequence[str] = ()) -> Request:
        return Request(
            question,
            region=self.region,
            as_of=self.as_of,
            history=tuple(history),
            filters=self.filters,
        )

    @property
    def summary(self) -> str:
        """“江苏省常州市 · 市级 · 现行有效 · 截至 2022-06-30”; empty where nothing is chosen."""
        parts = [self.region or ""]
        parts += ["、".join(chosen) for chosen in (self.tiers, self.kinds, self.validities)]
        parts.append(f"截至 {self.as_of.isoformat()}" if self.as_of else "")
        return " · ".join(part for part in parts if part)


def selection(
    region: str | None,
    tiers: Sequence[str] | None,
    kinds: Sequence[str] | None,
    validities: Sequence[str] | None,
    day: str | None,
) -> Selection:
    """The selection of the page's fields.

    Raises:
        UsageError: the day is none.
    """
    return Selection(
        region,
        tuple(Tier(name) for name in tiers or ()),
        tuple(Kind(name) for name in kinds or ()),
        tuple(Validity(name) for name in validities or ()),
        parse_day(day or ""),
    )


def parse_day(text: str) -> date | None:
    """2022-06-30, 2022/6/30 or 2022年6月30日; None where nothing is written."""
    if not text.strip():
        return None
    match = _DAY.fullmatch(text.strip())
    if match:
        try:
            return date(*(int(part) for part in match.groups()))  # type: ignore[arg-type]
        except ValueError:
            pass  # 2022-02-30: refused below like any other wrong day
    raise UsageError(f"“{text.strip()}”不是日期", "请写成 2022-06-30 的样子")
