"""The gazetteer: the tree of divisions, names, and places found in running text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import NATIONAL_CODE, Tier
from ingest.errors import UnknownPlaceError
from ingest.metadata.places import Gazetteer, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def found(gazetteer: Gazetteer, text: str, context: str | None = None) -> list[str]:
    return [
        mention.place.full_name if mention.place else "?" + mention.text
        for mention in gazetteer.find(text, context)
    ]


def test_every_place_lies_in_the_country(gazetteer: Gazetteer) -> None:
    assert all(gazetteer.contains(NATIONAL_CODE, place.code) for place in gazetteer)
    assert sum(place.tier is Tier.PROVINCE for place in gazetteer) == 34
    assert sum(place.tier is Tier.CITY for place in gazetteer) > 330
    assert sum(place.tier is Tier.COUNTY for place in gazetteer) > 2850


@pytest.mark.parametrize(
    ("name", "full_name"),
    [
        ("常州", "江苏省常州市"),
        ("江苏常州市", "江苏省常州市"),
        ("淮安金湖", "江苏省淮安市金湖县"),
        ("淮安", "江苏省淮安市"),
        ("淮安区", "江苏省淮安市淮安区"),
        ("吉林", "吉林省"),
        ("上海", "上海市"),
        ("浦东", "上海市浦东新区"),
        ("恩施州", "湖北省恩施土家族苗族自治州"),
        ("济源", "河南省济源市"),
        ("苏州工业园区", "江苏省苏州工业园区"),
        ("长沙县", "湖南省长沙市长沙县"),
        ("沪", "上海市"),
        ("锡", "江苏省无锡市"),
        ("国家", "全国"),
        ("金坛市", "江苏省常州市金坛区"),
        ("楚州区", "江苏省淮安市淮安区"),
        ("合作", "甘肃省甘南藏族自治州合作市"),
    ],
)
def test_names_resolve(gazetteer: Gazetteer, name: str, full_name: str) -> None:
    assert gazetteer.resolve(name).full_name == full_name


def test_an_unknown_name_is_answered_with_near_ones(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        gazetteer.resolve("常洲市")
    assert "常州市" in caught.value.remedy


def test_a_shared_name_is_answered_with_all_its_places(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownPlaceError, match="江苏省南京市鼓楼区"):
        gazetteer.resolve("鼓楼区")
    assert gazetteer.resolve("鼓楼区", within="320100").full_name == "江苏省南京市鼓楼区"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("江苏省淮安市金湖县", ["江苏省淮安市金湖县"]),
        ("江苏省、常州市、武进区", ["江苏省", "江苏省常州市", "江苏省常州市武进区"]),
        ("金湖和常熟的奖励", ["江苏省淮安市金湖县", "江苏省苏州市常熟市"]),
        ("上海市市场监管局", ["上海市"]),
        ("河北区域协调", ["河北省"]),
        ("天津河北区", ["天津市河北区"]),
        ("南京路步行街", []),
        ("甘南合作", ["甘肃省甘南藏族自治州合作市"]),
        ("海南省和海南藏族自治州", ["海南省", "青海省海南藏族自治州"]),
        ("恩施州利川市", ["湖北省恩施土家族苗族自治州利川市"]),
        ("全国同类城市领先", []),
        ("西安全市的企业", ["陕西省西安市"]),
        ("南通过去三年的奖励", ["江苏省南通市"]),
    ],
)
def test_places_in_text(gazetteer: Gazetteer, text: str, places: list[str]) -> None:
    assert found(gazetteer, text) == places


@pytest.mark.parametrize(
    "text",
    [
        "加强国际合作市场建设",
        "朝阳产业与文化通道",
        "和平发展，互助友好",
        "长治久安",
        "县级以上公安机关",
        "从江河湖泊到城区道路",
        "新城区建设",
        "统筹资源县级以上部门",
        "制定西部开发政策",
        "提高平均工资",
        "市中小企业局",
        "保持均衡水平",
        "两大理论成果",
        "确保定点医院收治",
        "弘扬中华文化",
        "新增城市绿地",
    ],
)
def test_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


def test_a_shared_name_is_settled_by_its_surroundings(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "鼓楼区的补贴") == ["?鼓楼区"]
    assert len(gazetteer.find("鼓楼区的补贴")[0].candidates) == 4
    assert found(gazetteer, "鼓楼区的补贴（徐州市）")[0] == "江苏省徐州市鼓楼区"
    assert found(gazetteer, "鼓楼区的补贴", "350102") == ["福建省福州市鼓楼区"]


def test_levels_meet(gazetteer: Gazetteer) -> None:
    assert [place.name for place in gazetteer.ancestors("320831")] == ["淮安市", "江苏省", "全国"]
    assert gazetteer.contains("320000", "320831")
    assert not gazetteer.contains("320400", "320831")
    assert gazetteer.place("320831") in gazetteer.children("320800")
    assert gazetteer.parent(NATIONAL_CODE) is None
    parent = gazetteer.parent("310115")
    assert parent is not None and parent.full_name == "上海市"


@given(st.sampled_from(sorted(place.code for place in load_gazetteer())))
def test_a_full_name_finds_its_place(code: str) -> None:
    gazetteer = load_gazetteer()
    place = gazetteer.place(code)
    assert gazetteer.resolve(place.full_name, within=code) == place


@given(st.text(alphabet="江苏省常州市淮安金湖县鼓楼区朝阳合作 路场", max_size=30))
def test_mentions_are_spans_in_order(text: str) -> None:
    mentions = load_gazetteer().find(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


def test_every_province_is_found_by_its_short_name(gazetteer: Gazetteer) -> None:
    for province in gazetteer.children(NATIONAL_CODE):
        assert found(gazetteer, f"在{province.short}的企业") == [province.full_name]
