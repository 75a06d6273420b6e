"""Tier words in text: 国家级, 省级以上, 国家、省、市三级.

A tier belongs to the title or list it stands before (省级小巨人), not to the issuing body; in
“国家、省、市级” the last suffix 级 serves all members, as everywhere in Chinese enumerations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

TIERS = ("国家", "省级", "市级", "县级", "乡镇")
"""From the highest down; an index into this tuple is a rank."""


@dataclass(frozen=True, slots=True)
class TierMention:
    """A tier with its span; `and_above` for 省级以上, `negated` for 不是省级, 除省级外."""

    tier: str
    start: int
    end: int
    and_above: bool = False
    negated: bool = False

    @property
    def tiers(self) -> frozenset[str]:
        """All tiers meant."""
        if self.and_above:
            return frozenset(TIERS[: TIERS.index(self.tier) + 1])
        return frozenset((self.tier,))


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    text = files("ingest.figures").joinpath("data/tier_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return dict(rows)


# 国家 is a tier only before a title that is awarded on several tiers or beside another tier
# (国家、省、市); 国家机关, 国家标准, 国家教材委员会 … name no tier.
_AWARDED = (
    '[“"]?(?:专精特新|专|小巨人|单项冠军|高新技术企业|高企|企业技术中心|工程(?:技术)?研究中心|重点实验室|'
    "重点(?:龙头|专业)|示范|绿色|中小企业特色|特色产业|知识产权(?:优势|示范)|质量奖|标杆|层面|一级|(?:、|和|或者?|及|与)[省市])"
)
_SINGLES = {"国家": "国家", "国": "国家", "省": "省级", "市": "市级", "县": "县级", "区": "县级"}


# 小区里, 园区里, 保护区里: an area, and no district
_NO_AREA = "(?<![小园社校景库街片护易贸税发辖山牧林灾疫厂矿])"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted(_words(), key=len, reverse=True)
    alternatives = "|".join(
        (_NO_AREA if word == "区里" else "")
        + re.escape(word)
        + (f"(?={_AWARDED})" if word == "国家" else "")
        for word in words
    )
    enumeration = r"(?:国家?|省|市|县|区)(?:级)?(?:(?:[、和及]|以及)(?:国家?|省|市|县|区)(?:级)?)+"
    return re.compile(
        rf"(?P<list>(?<![\u4e00-\u9fff0-9])(?:{enumeration})(?=级|三级|两级|四级|专|重|“|\"|小|企|$)"
        rf"|{enumeration}(?<=级)|{enumeration}(?=[两三四]级))"
        rf"|(?P<word>{alternatives})(?P<above>及?以上)?"
        r"|(?P<single>(?<![\u4e00-\u9fff])[省市县])(?=千企|专精特新|小巨人|“|重点|入库|培育库|质量奖)"
    )


_NEGATION = re.compile(
    r"(?:不是|不算|不含|不包括|不要|别把|除了?|非|而非|并非|不问|问的不是)[^，。；、]{0,3}$"
)


@lru_cache(maxsize=16384)
def find_tiers(text: str) -> tuple[TierMention, ...]:
    """Tier mentions in order of appearance."""
    found: list[TierMention] = []
    for match in _pattern().finditer(text):
        negated = bool(_NEGATION.search(text, 0, match.start()))
        if match.group("list"):
            found.extend(_members(match, negated))
        elif match.group("word"):
            tier = _words()[match.group("word")]
            found.append(TierMention(tier, *match.span(), bool(match.group("above")), negated))
        else:
            found.append(
                TierMention(_SINGLES[match.group("single")], *match.span(), False, negated)
            )
    return tuple(found)


def _members(match: re.Match[str], negated: bool) -> list[TierMention]:
    offset = match.start("list")
    return [
        TierMention(
            _SINGLES[part.group(1)], offset + part.start(), offset + part.end(), False, negated
        )
        for part in re.finditer(r"(国家|国|省|市|县|区)级?", match.group("list"))
    ]
