"""Statements about other documents, and what they do to validity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ingest.documents import Document, Kind, Period, Provenance, Relation, Tier, Validity
from ingest.metadata.found import Found
from ingest.metadata.relations import Verb, find_relations
from ingest.metadata.validity import declared_validity, repealing, validity_on


def relations(text: str, title: str = "某某办法") -> list[tuple[str, str | None, str | None]]:
    found = find_relations(text, Found(title))
    for relation in found:
        statement = text[max(relation.start, 0) : relation.end]
        assert (
            relation.start < 0
            or (relation.target_title or relation.target_number or "") in statement
        )
    return [(r.verb, r.target_title, r.target_number) for r in found]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        (
            "本办法自印发之日起施行，《常州市扶持办法》（常政发〔2015〕3号）同时废止。",
            [("常州市扶持办法", "常政发〔2015〕3号")],
        ),
        (
            "2003年1月6日国务院公布的《无照经营查处取缔办法》同时废止。",
            [("无照经营查处取缔办法", None)],
        ),
        (
            "《外国人入境出境管理法》和《公民出境入境管理法》同时废止。",
            [("外国人入境出境管理法", None), ("公民出境入境管理法", None)],
        ),
        ("原常政发〔2015〕3号文件同时废止。", [(None, "常政发〔2015〕3号")]),
        ("三、废止《北京市邮政通信条例》（1994年通过）", [("北京市邮政通信条例", None)]),
        (
            "原《江苏省实施〈动物防疫法〉办法》即行废止。",
            [("江苏省实施〈动物防疫法〉办法", None)],
        ),
        (
            "2000年以民政部令第8号发布的《明码标价规定》同时废止。",
            [("明码标价规定", "民政部令第8号")],
        ),
        ("《花垣县流转办法》等2件规范性文件废止。", [("花垣县流转办法", None)]),
        ("地方性法规的制定、修改和废止，适用《立法法》。", []),
        ("规范性文件应当及时修改或者予以废止。", []),
    ],
)
def test_repeals_name_their_targets(
    text: str, targets: list[tuple[str | None, str | None]]
) -> None:
    assert [(t, n) for verb, t, n in relations(text) if verb == Verb.REPEALS] == targets


def test_the_repeal_of_a_part_amends() -> None:
    assert relations("《管理办法》第三条同时废止。") == [(Verb.AMENDS, "管理办法", None)]


def test_what_is_cited_and_carried_out() -> None:
    text = "根据《中小企业促进法》，结合实际，制定本办法。\n具体按照《资金管理办法》（苏财规〔2020〕1号）执行。"
    assert relations(text) == [
        (Verb.BASED_ON, "中小企业促进法", None),
        (Verb.IMPLEMENTS, "资金管理办法", "苏财规〔2020〕1号"),
    ]


def test_a_covering_notice_issues_what_its_title_names() -> None:
    title = "关于印发《金湖县三年行动方案（2022—2024年）》的通知"
    assert relations(title, title) == [(Verb.ISSUES, "金湖县三年行动方案（2022—2024年）", None)]


def test_a_repealing_decision_lists_its_targets() -> None:
    text = "经研究，决定废止下列文件：\n1.《甲办法》（常政发〔2010〕1号）\n2.《乙办法》\n本决定自印发之日起施行。"
    found = relations(text, "常州市人民政府关于废止部分规范性文件的决定")
    assert (Verb.REPEALS, "甲办法", "常政发〔2010〕1号") in found
    assert (Verb.REPEALS, "乙办法", None) in found


OFFICIAL = Document(
    doc_id="a",
    title="常州市扶持办法",
    kind=Kind.OFFICIAL,
    issuer="常州市人民政府",
    doc_number="常政发〔2015〕3号",
    issued_on=date(2015, 1, 5),
    effective_on=date(2015, 2, 1),
    expires_on=None,
    validity=Validity.IN_FORCE,
    region="江苏省常州市",
    region_code="320400",
    tier=Tier.CITY,
    source=Provenance("a.txt", "text/plain", "plain"),
    sha256="0" * 64,
    text="",
)


def successor(**changes: object) -> Document:
    repeal = Relation(Verb.REPEALS, "常州市扶持办法", "常政发〔2015〕3号", 0, 1)
    base = replace(
        OFFICIAL,
        doc_id="b",
        title="常州市新扶持办法",
        doc_number="常政发〔2021〕9号",
        issued_on=date(2021, 3, 1),
        effective_on=date(2021, 4, 1),
        relations=(repeal,),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "day", "state"),
    [
        ({}, date(2016, 1, 1), Validity.IN_FORCE),
        ({}, date(2015, 1, 20), Validity.NOT_YET),
        ({"expires_on": date(2020, 1, 31)}, date(2020, 1, 31), Validity.IN_FORCE),
        ({"expires_on": date(2020, 1, 31)}, date(2020, 2, 1), Validity.EXPIRED),
        (
            {"period": Period(date(2015, 1, 1), date(2017, 12, 31))},
            date(2018, 1, 1),
            Validity.EXPIRED,
        ),
        ({"kind": Kind.DRAFT}, date(2018, 1, 1), Validity.DRAFT),
        ({"kind": Kind.NEWS, "validity": Validity.UNKNOWN}, date(2018, 1, 1), Validity.UNKNOWN),
        ({"validity": Validity.REPEALED}, date(2016, 1, 1), Validity.REPEALED),
    ],
)
def test_the_state_on_a_day(changes: dict[str, object], day: date, state: Validity) -> None:
    assert validity_on(replace(OFFICIAL, **changes), day) is state  # type: ignore[arg-type]


def test_an_undated_official_text_is_unknown() -> None:
    undated = replace(OFFICIAL, issued_on=None, effective_on=None, validity=Validity.UNKNOWN)
    assert validity_on(undated, date(2020, 1, 1)) is Validity.UNKNOWN


def test_a_repeal_counts_from_the_day_the_repealing_document_takes_force() -> None:
    by = repealing((OFFICIAL, successor()))["a"]
    assert validity_on(OFFICIAL, date(2021, 3, 15), by) is Validity.IN_FORCE
    assert validity_on(OFFICIAL, date(2021, 4, 1), by) is Validity.REPEALED


def test_a_title_alone_repeals_in_its_own_region_only() -> None:
    by_title = Relation(Verb.REPEALS, "常州市扶持办法", None, 0, 1)
    elsewhere = successor(relations=(by_title,), region_code="320500")
    assert repealing((OFFICIAL, elsewhere)) == {}
    assert set(repealing((OFFICIAL, successor(relations=(by_title,))))) == {"a"}


def test_a_covering_notice_is_found_by_the_title_it_carries() -> None:
    notice = replace(OFFICIAL, title="关于印发《常州市扶持办法》的通知", doc_number=None)
    by_title = Relation(Verb.REPEALS, "常州市扶持办法", None, 0, 1)
    assert set(repealing((notice, successor(relations=(by_title,))))) == {"a"}


def test_a_new_version_does_not_repeal_itself_nor_a_later_one() -> None:
    by_title = Relation(Verb.REPEALS, "常州市扶持办法", None, 0, 1)
    new = successor(title="常州市扶持办法", relations=(by_title,))
    later = replace(OFFICIAL, doc_id="c", doc_number=None, issued_on=date(2022, 1, 1))
    assert set(repealing((OFFICIAL, new, later))) == {"a"}


def test_a_draft_repeals_nothing() -> None:
    assert repealing((OFFICIAL, successor(kind=Kind.DRAFT))) == {}


def test_order_of_documents_does_not_matter() -> None:
    forward, backward = repealing((OFFICIAL, successor())), repealing((successor(), OFFICIAL))
    assert {k: {d.doc_id for d in v} for k, v in forward.items()} == {
        k: {d.doc_id for d in v} for k, v in backward.items()
    }


@pytest.mark.parametrize(
    ("title", "label", "state"),
    [
        ("常州市扶持办法（已废止）", "", Validity.REPEALED),
        ("【失效】常州市扶持办法", "", Validity.EXPIRED),
        ("常州市扶持办法", "失效", Validity.EXPIRED),
        ("常州市扶持办法", "有效", Validity.IN_FORCE),
        ("关于公布失效文件目录的通知", "", Validity.IN_FORCE),
    ],
)
def test_a_page_may_declare_its_document_ended(title: str, label: str, state: Validity) -> None:
    declared = declared_validity(
        Kind.OFFICIAL,
        issued_on=date(2020, 1, 1),
        effective_on=None,
        period=None,
        title=title,
        label=label,
    )
    assert declared is state
