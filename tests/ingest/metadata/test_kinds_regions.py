"""文件性质, 层级 and 地区."""

from __future__ import annotations

import pytest

from ingest.documents import Kind, Tier
from ingest.metadata.found import Found
from ingest.metadata.kinds import find_kind
from ingest.metadata.layout import read_layout
from ingest.metadata.places import load_gazetteer
from ingest.metadata.regions import find_region
from ingest.metadata.tiers import issuer_place, tier_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于对市政协十四届五次会议提案第0024号的答复", Kind.REPLY),
        ("国务院办公厅对十届全国人大四次会议第2996号建议的答复", Kind.REPLY),
        ("关于同意建立联席会议制度的批复", Kind.OFFICIAL),
        ("国务院关于河北雄安新区总体规划（2018—2035年）的批复", Kind.OFFICIAL),
        ("关于印发《金湖县三年行动方案（2022—2024年）》的通知", Kind.PLAN),
        ("国务院关于印发国家职业教育改革实施方案的通知", Kind.PLAN),
        ("国务院办公厅关于印发国家粮食应急预案的函", Kind.OFFICIAL),
        ("国务院办公厅关于2019年部分节假日安排的通知", Kind.OFFICIAL),
        ("常熟市三年行动计划（征求意见稿）", Kind.DRAFT),
        ("关于公开征求《管理办法》意见的公告", Kind.DRAFT),
        ("《常州市扶持办法》政策解读", Kind.INTERPRETATION),
        ("专利代理条例", Kind.OFFICIAL),
    ],
)
def test_the_title_shows_the_kind(title: str, kind: Kind) -> None:
    layout = read_layout(f"{title}\n一、总体要求\n加快发展。")
    assert find_kind(layout, Found(title, 0, len(title)), None, None).value is kind


def test_a_draft_says_so_on_a_line_of_its_own() -> None:
    title = "常熟市三年行动计划"
    layout = read_layout(f"{title}\n（征求意见稿）\n为加快发展，制定本计划。")
    assert find_kind(layout, Found(title, 0, len(title)), None, None).value is Kind.DRAFT


@pytest.mark.parametrize(
    "text",
    [
        "强链补链生力军\n常州积极行动。\n（文章来源：常州日报）",
        "规划印发\n新华社北京2月27日电　近日，有关部门印发规划。",
    ],
)
def test_the_press_leaves_its_marks(text: str) -> None:
    title = text.split("\n")[0]
    layout = read_layout(text)
    assert find_kind(layout, Found(title, 0, len(title)), None, None).value is Kind.NEWS


def test_a_report_about_a_document_is_news_whoever_issued_it() -> None:
    text = "中共中央 国务院印发《数字中国建设整体布局规划》\n新华社北京2月27日电　近日，规划印发。"
    title = Found(text.split("\n")[0], 0, 26)
    kind = find_kind(read_layout(text), title, None, Found("中共中央、国务院", 0, 8))
    assert kind.value is Kind.NEWS


@pytest.mark.parametrize(
    ("issuer", "tier"),
    [
        ("国务院办公厅", Tier.NATIONAL),
        ("工业和信息化部", Tier.NATIONAL),
        ("市场监管总局办公厅", Tier.NATIONAL),
        ("江苏省人民政府", Tier.PROVINCE),
        ("国家税务总局江西省税务局", Tier.PROVINCE),
        ("上海市人民政府", Tier.PROVINCE),
        ("常州市工业和信息化局", Tier.CITY),
        ("常熟市人民政府", Tier.COUNTY),
        ("金湖县人民政府", Tier.COUNTY),
        ("常州市武进区洛阳镇人民政府", Tier.TOWN),
        ("市政府办公室", Tier.CITY),
        ("某某有限公司", Tier.UNKNOWN),
    ],
)
def test_the_tier_is_that_of_the_issuer(issuer: str, tier: Tier) -> None:
    assert tier_of(issuer, issuer_place(issuer, load_gazetteer())) is tier


def region(
    text: str, title: str, issuer: str | None = None, number: str | None = None
) -> str | None:
    found = find_region(
        text,
        Found(title),
        None if issuer is None else Found(issuer),
        number,
        load_gazetteer(),
    )
    return None if found is None else found.value.full_name


@pytest.mark.parametrize(
    ("title", "issuer", "name"),
    [
        ("国务院关于河北雄安新区总体规划的批复", "国务院", "全国"),
        ("关于加快发展的意见", "常州市工业和信息化局", "江苏省常州市"),
        ("常熟市三年行动计划", None, "江苏省苏州市常熟市"),
        ("杭州市西湖龙井茶基地保护条例", None, "浙江省杭州市"),
        ("潍坊市青州古城保护条例", None, "山东省潍坊市"),
        ("关于转发《江苏省办法》的通知", "常州市财政局", "江苏省常州市"),
        ("中华人民共和国政府采购法", None, "全国"),
        ("戒毒条例", None, "全国"),
        ("旅馆业治安管理办法", None, None),
        ("徐州市鼓楼区扶持办法", None, "江苏省徐州市鼓楼区"),
    ],
)
def test_the_region_follows_issuer_then_title(
    title: str, issuer: str | None, name: str | None
) -> None:
    assert region(title, title, issuer) == name


def test_our_city_is_the_one_the_text_names_most() -> None:
    text = "我市企业加快发展。常州单项冠军全国领先，我市支持企业。常州积极行动，学习苏州经验。"
    assert region(text, "强链补链生力军") == "江苏省常州市"


def test_a_text_about_the_whole_country_is_of_no_city() -> None:
    text = (
        "我国经济平稳发展，全国城镇化率提高。上海、上海和全市全市的经验，我国加以推广，全国学习。"
    )
    assert region(text, "工作回顾") is None
