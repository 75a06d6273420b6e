"""Figures as answers: the right one of several, worded with what it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.fit import Mismatch

HEAD = "常州市人民政府关于促进专精特新企业发展的意见\n常政发〔2023〕12号\n\n"


def test_respectively_aligns_figures_with_names(scene: Callable) -> None:
    text = HEAD + "对获评制造业单项冠军、专精特新“小巨人”的企业，分别给予200万元、100万元的奖励。\n"
    said = scene("常州市专精特新小巨人企业奖励多少？", text).said()
    assert "100万元" in said
    assert "200万元" not in said


def test_respectively_stays_whole_where_each_is_asked(scene: Callable) -> None:
    text = HEAD + "对获评单项冠军、小巨人的企业分别给予200万元、100万元的奖励。\n"
    said = scene("常州市单项冠军、小巨人企业分别奖励多少？", text).said()
    assert "200万元" in said
    assert "100万元" in said


@pytest.mark.parametrize(
    ("case", "figure", "other"),
    [("情节较轻", "五千元", "五万元"), ("情节严重", "五万元", "五千元")],
)
def test_the_case_before_a_figure_governs_it(
    scene: Callable, case: str, figure: str, other: str
) -> None:
    text = (
        "违反本条例规定，未经批准占用绿地，情节较轻的，处五千元的罚款，"
        "情节严重的，处五万元的罚款。\n"
    )
    said = scene(f"未经批准占用绿地，{case}的，罚款多少？", text).said()
    assert figure in said
    assert other not in said


def test_a_cap_is_told_with_the_amount_it_follows(scene: Callable) -> None:
    text = HEAD + "按设备投入的10%给予补助，单个企业最高不超过200万元。\n"
    said = scene("常州市按设备投入的多少给予补助？", text).said()
    assert "10%" in said
    assert "最高不超过200万元" in said


def test_a_number_without_a_unit_answers(scene: Callable) -> None:
    text = "护理人员与住院患者的配置比例不低于1∶3，医师不少于两名。\n"
    assert "1∶3" in scene("护理人员与住院患者的配置比例是多少？", text).said()


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("常州市要培训多少名企业家？", "200名"),
        ("常州市要培育几家企业？", "30家"),
        ("常州市要安排多少资金？", "5000万元"),
    ],
)
def test_the_unit_asked_for_chooses_the_figure(scene: Callable, question: str, figure: str) -> None:
    text = HEAD + "培训企业家200名，培育企业30家，安排资金5000万元。\n"
    assert figure in scene(question, text).said()


def test_the_askers_own_figure_is_no_answer(scene: Callable) -> None:
    text = HEAD + "年营业收入达到5000万元的企业，给予20万元奖励。\n"
    said = scene("常州市企业年营业收入5000万元，奖励多少钱？", text).said()
    assert "20万元" in said


def test_an_award_is_not_answered_by_a_turnover(scene: Callable) -> None:
    text = HEAD + "入库企业年营业收入不低于5000万元。\n"
    reading = scene("常州市入库企业奖励多少钱？", text).reading()
    assert reading.missing == (Mismatch.KIND,)


def test_the_quote_of_a_figure_is_its_sentence(scene: Callable) -> None:
    text = HEAD + "各地要高度重视。对省级小巨人企业奖励30万元。\n"
    (finding,) = scene("常州市省级小巨人企业奖励多少？", text).reading().findings
    ((start, end),) = finding.quotes
    assert finding.document.text[start:end] == "对省级小巨人企业奖励30万元。"


def test_a_table_cell_is_worded_with_its_name(scene: Callable) -> None:
    text = HEAD + "| 类别 | 奖励（万元） |\n| --- | --- |\n| 国家级 | 100 |\n| 省级 | 30 |\n"
    said = scene("常州市省级奖励多少万元？", text).said()
    assert "30" in said
    assert "100" not in said


@pytest.mark.parametrize(
    ("animal", "figure"),
    [
        ("能繁母猪", "1500元"),
        pytest.param(
            "育肥猪",
            "800元",
            marks=pytest.mark.xfail(
                strict=True, reason="the clause that leaves out 保额 loses to the one that says it"
            ),
        ),
    ],
)
def test_a_clause_that_leaves_out_the_common_word_keeps_its_own_figure(
    scene: Callable, animal: str, figure: str
) -> None:
    text = (
        "关于加快生猪稳产保供的通知\n\n"
        "能繁母猪保险保额由1000元提高到1500元，育肥猪由500元提高至800元。\n"
    )
    assert figure in scene(f"{animal}的保险保额提高到多少元？", text).said()


def test_a_place_in_an_order_answers_only_where_one_is_asked(scene: Callable) -> None:
    text = "2022年统计公报\n\n2022年，全县工业增加值居全市第三位。\n"
    assert "第三位" in scene("2022年全县工业增加值居全市第几？", text).said()
    assert not scene("2022年全县工业增加值是多少亿元？", text).reading().findings


def test_the_cases_under_a_sanction_are_what_it_is_for(scene: Callable) -> None:
    text = (
        "青岛市养犬管理条例\n\n第三十五条 违反本条例有下列行为之一的，处二百元以上一千元以下罚款：\n"
        "（一）携犬出户不束犬链的；\n（二）携犬乘坐公共汽车的。\n"
        "第三十六条 养犬人未按规定办理登记的，处五百元罚款。\n"
    )
    assert "二百元以上一千元以下" in scene("青岛携犬出户不束犬链罚款多少？", text).said()


def test_a_figure_per_head_is_not_the_whole(scene: Callable) -> None:
    text = "江西省统计公报\n\n全年地区生产总值32074.7亿元，比上年增长4.7%。人均地区生产总值70923元，增长4.6%。\n"
    assert "32074.7亿元" in scene("江西省地区生产总值是多少？", text).said()
    assert "70923元" in scene("江西省人均地区生产总值是多少？", text).said()


def test_of_the_caps_of_several_cases_the_one_named_is_given(scene: Callable) -> None:
    text = (
        "首店支持办法\n\n零售企业按照项目投资总额的50%给予支持，亚洲首店最高给予500万元支持，"
        "中国（内地）首店最高给予200万元支持。\n"
    )
    said = scene("零售企业开中国内地首店，按投资的百分之几给予支持？", text).said()
    assert "200万元" in said
    assert "500万元" not in said


def test_a_rule_told_for_another_member_leaves_no_other_figure(scene: Callable) -> None:
    text = (
        HEAD + "新引进的全日制应届博士，给予每人5000元生活补贴。\n"
        "引进的创新团队，最高给予200万元补贴。\n"
    )
    assert scene("新引进的全日制应届本科生生活补贴多少？", text).reading().findings == ()


@pytest.mark.parametrize("question", ["新增市级企业多少家？", "三年行动期间新增市级企业多少家？"])
def test_what_holds_for_each_year_is_said_to(scene: Callable, question: str) -> None:
    text = (
        "金湖县企业培育三年行动方案\n\n"
        "三年行动期间，每年分别新增国家级企业1—2家、省级企业2—5家、市级企业8—15家。\n"
    )
    assert "每年新增市级企业8—15家" in scene(question, text).said()
