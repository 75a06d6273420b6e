"""层级 of an issuing body: national, provincial, prefectural, county, township."""

from __future__ import annotations

import re

from ingest.documents import Tier
from ingest.metadata.places import Gazetteer, Place

_TOWN = re.compile(r"(?:镇|乡|街道)(?:人民政府|办事处|党委|委员会|政府|党工委|社会事务)")
_NATIONAL = re.compile(
    r"^(?:中共中央|中央|国务院|国家|全国|中华人民共和国|中国|最高人民|教育部|科学技术部|科技部|工业和信息化部|工信部|公安部|"
    r"民政部|司法部|财政部|人力资源[和]?社会保障部|自然资源部|生态环境部|住房[和]?城乡建设部|交通运输部|水利部|农业农村部|农业部|"
    r"商务部|文化[和]?旅游部|文化部|退役军人事务部|应急管理部|应急部|人民银行|审计署|海关总署|卫生计生委|卫生部|环境保护部|"
    r"市场监管总局|税务总局|发展改革委|证监会|银保监会|银监会|保监会|新华社|人民日报|光明日报|经济日报)"
)
_BARE = (
    (re.compile(r"^(?:省|自治区)"), Tier.PROVINCE),
    (re.compile(r"^市(?!场)"), Tier.CITY),
    (re.compile(r"^(?:县|区|旗)"), Tier.COUNTY),
)


def issuer_place(
    issuer: str, gazetteer: Gazetteer, context_code: str | None = None
) -> Place | None:
    """The division a body belongs to: its own name names it (国家税务总局江西省税务局 is 江西)."""
    for name in issuer.split("、"):
        places = [m.place for m in gazetteer.find(name, context_code) if m.place is not None]
        if places:
            return places[-1]
    return None


def is_national(issuer: str) -> bool:
    """A body of the Party centre, the State Council, or a ministry."""
    return _NATIONAL.match(issuer) is not None


def tier_of(issuer: str | None, place: Place | None) -> Tier:
    """The tier of an issuer, `place` being the division it (or its document) belongs to."""
    if issuer and _TOWN.search(issuer):
        return Tier.TOWN
    if issuer and is_national(issuer) and (place is None or place.tier is Tier.NATIONAL):
        return Tier.NATIONAL
    if place is not None:
        return place.tier
    for pattern, tier in _BARE:
        if issuer and pattern.match(issuer):
            return tier
    return Tier.UNKNOWN
