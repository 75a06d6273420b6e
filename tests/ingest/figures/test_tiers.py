"""Tiers: words that put a title on a level, and words that only look like one."""

from __future__ import annotations

import pytest

from ingest.figures.tiers import find_tiers


@pytest.mark.parametrize(
    ("text", "tier"), [("区里奖励多少？", "县级"), ("市里给多少？", "市级"), ("省级小巨人", "省级")]
)
def test_a_word_of_a_level_is_a_tier(text: str, tier: str) -> None:
    assert [mention.tier for mention in find_tiers(text)] == [tier]


@pytest.mark.parametrize(
    "text", ["要在小区里公示几天？", "园区里有几家企业？", "保护区里能采药吗？"]
)
def test_an_area_is_no_district(text: str) -> None:
    assert find_tiers(text) == ()
