"""The region of a document: that of its issuer, else of its title, else of its own words."""

from __future__ import annotations

import re
from collections import Counter

from ingest.documents import NATIONAL_CODE, Tier
from ingest.metadata.found import Found
from ingest.metadata.places import Gazetteer, Place, PlaceMention
from ingest.metadata.tiers import is_national, issuer_place

# What the word for "our" division says about its level. A 市 may be of prefecture or county
# level, and a municipality's 本市 is a province.
_OWN_WORDS = (
    (re.compile(r"[我本]市|全市"), (Tier.CITY, Tier.COUNTY, Tier.PROVINCE), "市"),
    (re.compile(r"[我本]县|全县"), (Tier.COUNTY,), "县"),
    (re.compile(r"[我本]区(?!域)|全区(?!域)"), (Tier.COUNTY, Tier.PROVINCE, Tier.CITY), "区"),
    (re.compile(r"[我本]省|全省"), (Tier.PROVINCE,), "省"),
)
_COUNTRY = re.compile(r"我国|全国(?!人大|政协)")
_READ = 30_000
# 规章制定程序条例 7: rules of ministries and governments must not be called 条例; local
# regulations bear the name of their place. A 条例 without a place is one of the State Council.
_LAW = re.compile(r"(?:条例|(?<!办)法|法典)(?:实施(?:条例|细则))?(?:[（(][^）)]{1,20}[)）])?$")
_LOCAL = re.compile(r"[我本](?:省|市|自治[区州县]|县|区(?!域))")
_NATIONAL_TITLE = re.compile(
    r"^(?:中华人民共和国|国务院|全国|中共中央|最高人民法院|最高人民检察院|国家)"
)


def find_region(
    text: str,
    title: Found[str],
    issuer: Found[str] | None,
    doc_number: str | None,
    gazetteer: Gazetteer,
) -> Found[Place] | None:
    """The place a document belongs to, and where that is shown; None where nothing says."""
    country = gazetteer.place(NATIONAL_CODE)
    named = _title_place(title.value, gazetteer)
    if issuer is not None:
        place = issuer_place(issuer.value, gazetteer, named.code if named else None)
        if place is not None:
            return Found(place, issuer.start, issuer.end)
        if is_national(issuer.value):
            return Found(country, issuer.start, issuer.end)
    if _NATIONAL_TITLE.match(title.value):
        return Found(country, title.start, title.end)
    if named is not None:
        return Found(named, title.start, title.end)
    own = _own_words(text, gazetteer)
    if own is None and _LAW.search(title.value) and not _LOCAL.search(text):
        return Found(country, title.start, title.end)
    return own or _number_place(text, doc_number, gazetteer)


def _title_place(title: str, gazetteer: Gazetteer) -> Place | None:
    """The first place of a title; those inside the name of a forwarded document come last."""
    outside = re.sub(r"《[^》]*》", "", title)
    for part in (outside, title):
        for mention in gazetteer.find(part):
            if mention.place is not None:
                return _division(mention, mention.place, gazetteer)
    return None


def _division(mention: PlaceMention, place: Place, gazetteer: Gazetteer) -> Place:
    """杭州西湖 and 潍坊市青州 in a title name a lake and an old town: a county counts behind its
    city only with its suffix, because titles of rules name the division that made them in full."""
    if (
        place.tier is Tier.COUNTY
        and mention.text.endswith(place.short)
        and mention.text != place.short
    ):
        above = gazetteer.parent(place.code)
        return above if above is not None and not mention.text.endswith(place.name) else place
    return place


def _own_words(text: str, gazetteer: Gazetteer) -> Found[Place] | None:
    """我市 with the place that the text names most at that level."""
    text = text[:_READ]
    counts = [(len(pattern.findall(text)), tiers, suffix) for pattern, tiers, suffix in _OWN_WORDS]
    count, tiers, suffix = max(counts, key=lambda item: item[0])
    if count < 2 or count < len(_COUNTRY.findall(text)):
        return None
    mentions = [m for m in gazetteer.find(text) if _fits(m, tiers, suffix)]
    votes = Counter(m.place.code for m in mentions if m.place is not None)
    if not votes:
        return None
    (code, most), *others = votes.most_common(2)
    if most < 2 or (others and others[0][1] * 2 > most):
        return None
    shown = next(m for m in mentions if m.place is not None and m.place.code == code)
    return Found(gazetteer.place(code), shown.start, shown.end)


def _fits(mention: PlaceMention, tiers: tuple[Tier, ...], suffix: str) -> bool:
    place = mention.place
    if place is None or place.tier not in tiers:
        return False
    return place.name.endswith(suffix) or (suffix == "区" and place.name.endswith("自治区"))


def _number_place(text: str, doc_number: str | None, gazetteer: Gazetteer) -> Found[Place] | None:
    """苏政办发 is Jiangsu, and Suzhou where the text speaks of it: the abbreviation that a number
    begins with, where one place alone bears it among those the text names."""
    if not doc_number:
        return None
    named = {m.place.code for m in gazetteer.find(text[:_READ]) if m.place is not None}
    places = [p for p in gazetteer.by_number_prefix(doc_number[0]) if p.code in named]
    start = text.find(doc_number)
    return (
        Found(places[0], start, start + len(doc_number))
        if len(places) == 1 and start >= 0
        else None
    )
