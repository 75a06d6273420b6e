"""Responsible units: the tail of a task names who is responsible for that task."""

from __future__ import annotations

from collections.abc import Callable

from qa.reading.responsible import responsible_findings

PLAN = (
    "关于优化营商环境的实施方案\n\n一、主要任务\n"
    "推行企业开办全程网上办理。（责任单位：市市场监管局、市税务局）\n"
    "简化水电气报装手续。（责任单位：市住房城乡建设局）\n"
)
NATIONAL = (
    "关于做好就业工作的意见\n\n一、加大援企稳岗力度\n"
    "加大失业保险稳岗返还力度。（财政部、人力资源社会保障部负责。列第一位者为牵头单位，下同）\n"
)


def test_a_task_has_the_units_of_its_own_tail(scene: Callable) -> None:
    said = scene("企业开办全程网上办理由哪个部门负责？", PLAN).said()
    assert said == "责任单位：市市场监管局、市税务局"


def test_the_tail_of_the_task_before_does_not_answer(scene: Callable) -> None:
    said = scene("简化水电气报装手续由哪个部门负责？", PLAN).said()
    assert said == "责任单位：市住房城乡建设局"


def test_the_quote_is_the_tail_with_its_brackets(scene: Callable) -> None:
    (finding,) = scene("水电气报装手续的责任单位是谁？", PLAN).reading().findings
    ((start, end),) = finding.quotes
    assert finding.document.text[start:end] == "（责任单位：市住房城乡建设局）"


def test_a_tail_without_a_label_names_who_is_responsible(scene: Callable) -> None:
    said = scene("失业保险稳岗返还由哪些部门负责？", NATIONAL).said()
    assert said == "责任单位：财政部、人力资源社会保障部"


def test_a_text_without_tails_has_none(scene: Callable) -> None:
    made = scene("谁负责？", "各地要高度重视，加强领导。\n")
    assert responsible_findings(made.question, made.read_hits, made.matcher) == []


def test_tasks_of_one_paragraph_keep_their_own_bodies(scene: Callable) -> None:
    text = (
        "数字政府行动方案\n\n一、优化服务\n推动跨省通办事项落地。（省政府办公厅牵头）加强电子证照应用。"
        "（省大数据局牵头）推行证明事项告知承诺制。（省司法厅牵头）\n"
    )
    said = scene("推行证明事项告知承诺制由哪个部门牵头？", text).said()
    assert said == "牵头单位：省司法厅"


def test_a_name_that_the_text_does_not_hold_has_no_responsible_body(scene: Callable) -> None:
    text = "海洋发展方案\n\n实施“海链一号工程”。（责任单位：省海洋局）\n"
    found = scene("“海链二号工程”的牵头单位是谁？", text).reading().findings
    assert not any("省海洋局" in finding.text for finding in found)


LED = (
    "无废城市建设方案\n\n二、推行绿色生产\n完善固体废物统计制度。（生态环境部牵头，国家统计局、农业农村部参与）\n"
    "建设监管平台。（牵头单位：省大数据局，参加单位：省工业和信息化厅、各市政府）\n"
)


def test_who_leads_is_not_who_takes_part(scene: Callable) -> None:
    said = scene("完善固体废物统计制度由哪个部门牵头？", LED).said()
    assert said == "牵头单位：生态环境部"


def test_who_takes_part_is_not_who_leads(scene: Callable) -> None:
    said = scene("建设监管平台由哪些部门配合？", LED).said()
    assert said == "配合单位：省工业和信息化厅、各市政府"


def test_all_are_named_where_no_role_is_asked(scene: Callable) -> None:
    said = scene("建设监管平台由哪些部门负责？", LED).said()
    assert said == "责任单位：省大数据局、省工业和信息化厅、各市政府"


def test_the_first_named_leads_where_the_text_says_so(scene: Callable) -> None:
    said = scene("失业保险稳岗返还由哪个部门牵头？", NATIONAL).said()
    assert said == "牵头单位：财政部"


def test_both_roles_are_told_where_both_are_asked(scene: Callable) -> None:
    said = scene("建设监管平台的牵头单位和参加单位是哪些？", LED).said()
    assert said == "牵头单位：省大数据局；配合单位：省工业和信息化厅、各市政府"


def test_a_task_of_something_else_has_no_body_for_the_question(scene: Callable) -> None:
    text = "教育数字化发展规划\n\n一、德育\n构建思政工作体系。（责任单位：省委教育工委）\n"
    made = scene("教育数字化转型由哪个部门负责？", text)
    assert responsible_findings(made.question, made.read_hits, made.matcher) == []
