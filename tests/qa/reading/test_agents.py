"""Who acts, piece by piece of one sentence."""

from __future__ import annotations

from collections.abc import Callable

BULLETIN = "万载县2022年统计公报\n\n资料来源：\n本公报中财政数据来自县财政局；保险数据来自万载监管组；教育数据来自县教体局。\n"
MINES = (
    "智能化示范煤矿管理办法\n\n第十五条 地方示范煤矿建成后，由省级能源主管部门组织专家验收；"
    "中央企业所属示范煤矿建成后，由中央企业组织专家验收。\n"
)


def test_data_come_from_the_body_beside_them(scene: Callable) -> None:
    said = scene("万载县2022年公报的保险数据是哪个单位提供的？", BULLETIN).said()
    assert said == "保险数据来自万载监管组"


def test_the_source_of_data_is_no_document(scene: Callable) -> None:
    said = scene("万载县2022年公报的教育数据出自哪里？", BULLETIN).said()
    assert said == "教育数据来自县教体局"


def test_each_subject_has_its_own_body(scene: Callable) -> None:
    said = scene("地方示范煤矿由哪个部门组织专家验收？", MINES).said()
    assert "省级能源主管部门" in said
    assert "中央企业" not in said


def test_who_bears_the_cost(scene: Callable) -> None:
    text = "关于同意申办运动会的复函\n\n运动会申办全部经费由黑龙江省人民政府承担；宣传由体育总局负责。\n"
    said = scene("申办运动会的经费由谁承担？", text).said()
    assert said == "运动会申办全部经费由黑龙江省人民政府承担"
