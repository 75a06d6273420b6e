"""Whole documents: real originals, digests, pages, and what every document must hold."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Paragraph, Source
from ingest.documents import Document, Kind, Origin, Period, Section, Tier, Validity
from ingest.errors import UnknownPlaceError
from ingest.metadata.describe import describe
from ingest.metadata.places import load_gazetteer


def described(
    text: str,
    hints: dict[str, str] | None = None,
    media_type: str = "text/plain",
    sections: tuple[Section, ...] = (),
    name: str = "文件.txt",
) -> Document:
    blocks = tuple(Paragraph(line) for line in text.split("\n"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(name, media_type, "plain", digest, blocks, hints or {})
    return describe(source, text, sections, uri=name, gazetteer=load_gazetteer())


NOTICE = """ 金政发〔2022〕33号

关于印发《金湖县专精特新小巨人企业培育
三年行动方案（2022—2024年）》的通知

各镇人民政府、各街道办事处，县各委办局：
现印发给你们，请认真贯彻实施。

金湖县人民政府
2022年4月22日
（此件公开发布）

金湖县专精特新小巨人企业培育三年
行动方案（2022—2024年）
为贯彻落实《关于支持“专精特新”中小企业高质量发展的通知》要求，制定本方案。
一、指导思想
"""


def test_every_field_of_a_notice_with_its_evidence() -> None:
    document = described(NOTICE)
    assert (
        document.title
        == "关于印发《金湖县专精特新小巨人企业培育三年行动方案（2022—2024年）》的通知"
    )
    assert document.kind is Kind.PLAN
    assert document.issuer == "金湖县人民政府"
    assert document.doc_number == "金政发〔2022〕33号"
    assert document.issued_on == date(2022, 4, 22)
    assert (document.region, document.region_code) == ("江苏省淮安市金湖县", "320831")
    assert document.tier is Tier.COUNTY
    assert document.period == Period(date(2022, 1, 1), date(2024, 12, 31))
    assert document.validity is Validity.IN_FORCE
    shown = {e.field: NOTICE[e.start : e.end] for e in document.evidence}
    assert shown["doc_number"] == "金政发〔2022〕33号"
    assert shown["issued_on"] == "2022年4月22日"
    assert shown["issuer"].startswith("金湖县人民政府")


def test_the_page_states_its_fields() -> None:
    hints = {
        "title": "国务院办公厅关于转发《行动方案》的通知",
        "issuer": "国务院办公厅",
        "issued_on": "2026年07月09日",
        "published_on": "2026年07月14日",
        "doc_number": "国办函〔2026〕65号",
    }
    text = "国务院办公厅关于转发\n《行动方案》的通知\n国办函〔2026〕65号\n各省：\n现转发给你们。"
    document = described(text, hints, "text/html")
    assert (document.issuer, document.doc_number) == ("国务院办公厅", "国办函〔2026〕65号")
    assert (document.issued_on, document.published_on) == (date(2026, 7, 9), date(2026, 7, 14))
    assert (document.region, document.tier) == ("全国", Tier.NATIONAL)


def test_a_republished_bulletin_is_of_its_author() -> None:
    text = "江西省\n2022年国民经济和社会发展统计公报\n江西省统计局\n2023年3月28日\n一、综合\n全年生产总值增长。"
    hints = {
        "title": "江西省2022年国民经济和社会发展统计公报",
        "issuer": "宜春市统计局",
        "issued_on": "2023-03-31",
    }
    document = described(text, hints, "text/html")
    assert (document.issuer, document.region) == ("江西省统计局", "江西省")
    assert document.issued_on == date(2023, 3, 28)


DIGEST = {
    "front.title": "关于对市政协十四届五次会议提案第0024号的答复",
    "front.kind": "答复",
    "front.issuer": "常州市工业和信息化局",
    "front.doc_number": "常工信复〔2021〕第29号",
    "front.region": "江苏省常州市",
    "front.tier": "市级",
    "front.validity": "未知",
    "front.source_title": "关于对市政协十四届五次会议提案第0024号的答复",
    "front.source_number": "常工信复〔2021〕第29号",
    "front.source_issuer": "常州市工业和信息化局",
    "front.digest": "true",
}


def test_the_front_matter_of_a_digest_overrides() -> None:
    text = "提案的答复\n本答复由某局于2020年1月1日作出。\n某某局\n2020年1月1日"
    document = described(text, DIGEST)
    assert document.title == DIGEST["front.title"]
    assert (document.kind, document.tier) == (Kind.REPLY, Tier.CITY)
    assert (document.region, document.region_code) == ("江苏省常州市", "320400")
    assert document.issued_on is None, "the digest's author left the day open"
    assert document.source.digest
    assert document.source.original == Origin(
        DIGEST["front.source_title"], "常工信复〔2021〕第29号", "常州市工业和信息化局"
    )


def test_an_unknown_region_of_a_digest_is_an_error() -> None:
    with pytest.raises(UnknownPlaceError):
        described("正文", {**DIGEST, "front.region": "江苏省常洲市"})


def test_front_matter_of_an_article_is_no_digest() -> None:
    hints = {
        "front.title": "强链补链生力军",
        "date": "2022-02-07 08:53:11 +0800",
        "front.tags": "常州日报新闻",
    }
    text = "我市企业加快发展，常州积极行动。\n我市支持企业，常州领先。\n（文章来源：常州日报）"
    document = described(text, {**hints, "title": "强链补链生力军"})
    assert (document.kind, document.issuer) == (Kind.NEWS, "常州日报")
    assert document.published_on == date(2022, 2, 7)
    assert (document.issued_on, document.validity) == (None, Validity.UNKNOWN)
    assert document.region == "江苏省常州市"
    assert not document.source.digest


def test_terms_in_annexes_are_not_those_of_the_document() -> None:
    body = "关于开展认定的通知\n各单位：\n请按要求申报，材料真实完整，逾期不再受理，联系市局中小企业处。\n"
    annex = "附件\n管理办法\n本办法自2020年1月1日起施行。\n"
    section = Section("s", ("附件",), len(body), len(body) + len(annex), annex="附件")
    assert described(body + annex).effective_on == date(2020, 1, 1)
    assert described(body + annex, sections=(section,)).effective_on is None


def test_the_identity_is_that_of_bytes_and_parser() -> None:
    one, other = (
        described("甲办法\n第一条　总则。"),
        described("甲办法\n第一条　总则。", name="改名.txt"),
    )
    assert one.doc_id == other.doc_id
    assert re.fullmatch(r"[0-9a-f]{16}", one.doc_id)


@given(
    st.text(
        alphabet="关于印发《办法》的通知常州市人民政府局〔2021〕第29号年月日自起施行废止（）\n，。：1 ",
        max_size=200,
    )
)
def test_any_text_gives_a_document_whose_evidence_lies_in_it(text: str) -> None:
    document = described(text)
    assert document.title
    for evidence in document.evidence:
        assert (evidence.start, evidence.end) == (-1, -1) or (
            0 <= evidence.start < evidence.end <= len(text)
        )
    for relation in document.relations:
        assert relation.start == -1 or 0 <= relation.start < relation.end <= len(text)


ORIGINALS = {
    "000": (
        "常州市工业和信息化局",
        "常工信复〔2021〕第29号",
        "江苏省常州市",
        Tier.CITY,
        Kind.REPLY,
        None,
        None,
    ),
    "002": (None, None, "江苏省苏州市常熟市", Tier.COUNTY, Kind.DRAFT, None, (2023, 2025)),
    "003": (
        "金湖县人民政府",
        "金政发〔2022〕33号",
        "江苏省淮安市金湖县",
        Tier.COUNTY,
        Kind.PLAN,
        date(2022, 4, 22),
        (2022, 2024),
    ),
    "004": (
        "常州市工业和信息化局",
        "常工信复〔2021〕第35号",
        "江苏省常州市",
        Tier.CITY,
        Kind.REPLY,
        None,
        None,
    ),
}


@pytest.mark.shared
@pytest.mark.parametrize("number", sorted(ORIGINALS))
def test_the_originals(number: str) -> None:
    shared = os.environ.get("POLICYQA_SHARED")
    if not shared:
        pytest.skip("POLICYQA_SHARED is not set: the real documents are not at hand")
    path = next(Path(shared, "originals").glob(f"{number}_*.txt"))
    # the debris of a Word export is the structure's to drop
    text = path.read_text("utf-8").replace("[bookmark: _GoBack]", "")
    document = described(text, name=path.name)
    issuer, doc_number, region, tier, kind, issued_on, years = ORIGINALS[number]
    assert (document.issuer, document.doc_number) == (issuer, doc_number)
    assert (document.region, document.tier, document.kind) == (region, tier, kind)
    assert document.issued_on == issued_on
    period = document.period
    assert (
        period and period.start and period.end and (period.start.year, period.end.year)
    ) == years
