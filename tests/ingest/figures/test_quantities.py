"""Quantities: numbers with Chinese and Latin units, magnitudes, signs, and what is no quantity."""

from __future__ import annotations

import pytest

from ingest.figures.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "shown", "kind"),
    [
        ("存储总量达到10EB", "10EB", "data"),
        ("算力规模突破3500PFlops", "3500PFlops", "compute"),
        ("建成300P算力中心", "300P", "compute"),
        ("信道带宽20MHz", "20MHz", "frequency"),
        ("出口带宽达到100Gbps", "100Gbps", "rate"),
        ("农机总动力稳定在11亿千瓦左右", "11亿千瓦", "power"),
        ("节约能源50万吨标煤", "50万吨标煤", "coal"),
        ("平均浓度为27微克/立方米", "27微克/立方米", "concentration"),
        ("建筑面积3.5万平方", "3.5万平方", "area_m"),
        ("线路电压500千伏", "500千伏", "voltage"),
        ("发放贷款1200笔", "1200笔", "count"),
    ],
)
def test_a_number_with_a_unit_is_a_quantity(text: str, shown: str, kind: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.text, quantity.kind) == (shown, kind)


@pytest.mark.parametrize(
    "text",
    [
        "推进5G网络建设",
        "国家4A级旅游景区",
        "关键零部件",
        "亿元生产总值死亡率",
        "4K超高清视频",
        "第2B栋楼",
        "答复作出的上一年",
    ],
)
def test_a_number_in_a_name_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("1GHz以上 -36dBm", -36.0), ("无用发射限值为-50dBm", -50.0), ("－10dBm", -10.0)],
)
def test_a_dash_before_a_number_is_its_sign(text: str, value: float) -> None:
    assert find_quantities(text)[-1].value == value


def test_a_dash_behind_a_number_makes_a_range() -> None:
    (quantity,) = find_quantities("30MHz-1GHz")
    assert (quantity.low, quantity.high) == (3e7, 1e9)


@pytest.mark.parametrize(
    ("text", "value"),
    [("5千瓦", 5.0), ("2千家", 2000.0), ("5千万元", 5e7), ("3千米", 3000.0), ("1.2万亿元", 1.2e12)],
)
def test_thousand_is_a_magnitude_unless_it_begins_a_unit(text: str, value: float) -> None:
    assert find_quantities(text)[0].value == value


def test_prefixes_of_a_unit_share_its_base() -> None:
    small, large = find_quantities("1024GB和1TB")
    assert small.unit == large.unit
    assert small.value > large.value


@pytest.mark.parametrize(
    ("text", "shown", "value"),
    [
        ("产值居全国第三位，", "第三位", 3.0),
        ("总量排名全省第2，", "第2", 2.0),
        ("数量居全国地级市第一", "第一", 1.0),
        ("增速位居全省首位。", "首位", 1.0),
    ],
)
def test_a_place_in_an_order_stands_behind_a_word_of_ranking(
    text: str, shown: str, value: float
) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.text, quantity.kind, quantity.value) == (shown, "place", value)


@pytest.mark.parametrize(
    "text", ["第二产业增加值", "排在第三批名单", "保持在第一方阵", "作为第一完成单位"]
)
def test_an_ordinal_of_a_name_is_no_place(text: str) -> None:
    assert find_quantities(text) == ()


def test_a_moved_quantity_keeps_its_figure() -> None:
    lead = "按规定"
    (quantity,) = find_quantities("最高不超过30万元")
    (whole,) = find_quantities(f"{lead}最高不超过30万元")
    assert quantity.moved(len(lead)) == whole


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("用于小企业的比例不低于三分之一", 100 / 3, "%"),
        ("按照每日利率万分之五支付", 0.05, "%"),
        ("不超过总额的千分之3", 0.3, "%"),
        ("在采暖期开始三十日前提出", 30.0, "天"),
        ("公示期限为15日。", 15.0, "天"),
        ("上述地点及其五十米范围内", 50.0, "米"),
    ],
)
def test_numerals_of_statutes_are_read(text: str, value: float, unit: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize("text", ["截至21日，", "自21日起", "6月30日前", "到21日前"])
def test_a_day_of_the_month_is_no_duration(text: str) -> None:
    assert find_quantities(text) == ()


def test_a_unit_behind_a_fraction_is_no_part_of_it() -> None:
    assert [quantity.text for quantity in find_quantities("每日万分之五支付")] == ["万分之五"]


@pytest.mark.parametrize("auxiliary", ["", "得", "宜", "应", "应当", "能", "可"])
def test_what_is_denied_is_the_other_bound(auxiliary: str) -> None:
    least, most = find_quantities(f"不{auxiliary}少于5项、不{auxiliary}超过20项")
    assert (least.low, least.high) == (5.0, None)
    assert (most.low, most.high) == (None, 20.0)
