"""Lists as answers: headings, 一是…二是…, enumerations; each member with its own quote."""

from __future__ import annotations

from collections.abc import Callable

from qa.reading.lists import list_findings

PLAN = (
    "关于推进服务业发展的行动方案\n\n一、主要任务\n"
    "（一）实施主体培育行动\n加强企业培育。\n"
    "（二）实施品牌提升行动\n支持品牌建设。\n"
    "（三）实施人才引育行动\n引进专业人才。\n"
    "二、保障措施\n加强组织领导。\n"
)
ORDINAL = (
    "下一步重点做好三项工作。一是完善培育机制。各地要建库。二是加强政策支持。三是优化公共服务。\n"
)


def test_the_headings_below_a_section_are_its_members(scene: Callable) -> None:
    said = scene("服务业发展的主要任务包括哪三项行动？", PLAN).said()
    assert [part.split(". ")[1] for part in said.split("；")] == [
        "实施主体培育行动",
        "实施品牌提升行动",
        "实施人才引育行动",
    ]


def test_each_member_of_a_list_is_quoted_by_itself(scene: Callable) -> None:
    (finding,) = scene("服务业发展的主要任务包括哪三项行动？", PLAN).reading().findings
    text = finding.document.text
    assert [text[a:b] for s in finding.segments for a, b in s.quotes] == [
        "实施主体培育行动",
        "实施品牌提升行动",
        "实施人才引育行动",
    ]


def test_ordinals_in_a_passage_are_a_list(scene: Callable) -> None:
    made = scene("重点做好哪三项工作？", ORDINAL)
    best = list_findings(made.question, made.read_hits, made.matcher, made.shelf)[0]
    assert best.text == "1. 完善培育机制；2. 加强政策支持；3. 优化公共服务"


def test_an_enumeration_in_a_clause_is_a_list(scene: Callable) -> None:
    text = "申请人应当提交身份证明、学历证书、劳动合同和社保缴费记录。\n"
    said = scene("申请人应当提交哪些材料？", text).said()
    assert all(name in said for name in ("身份证明", "学历证书", "劳动合同", "社保缴费记录"))


def test_a_list_behind_a_colon_goes_on_over_semicolons(scene: Callable) -> None:
    text = (
        "关于做好招生工作的通知\n\n报名条件：遵守宪法和法律；高级中等教育学校毕业；"
        "身体状况符合相关要求。\n"
    )
    said = scene("招生的报名条件有哪些？", text).said()
    assert all(name in said for name in ("遵守宪法", "学校毕业", "身体状况"))


def test_an_announced_count_chooses_the_list(scene: Callable) -> None:
    made = scene("服务业发展要实施哪三项行动？", PLAN)
    surer = list_findings(made.question, made.read_hits, made.matcher, made.shelf)[0]
    other = made.with_question(count=5)
    weaker = list_findings(other.question, other.read_hits, other.matcher, other.shelf)[0]
    assert surer.confidence > weaker.confidence


def test_the_confidence_of_a_list_is_a_share(scene: Callable) -> None:
    made = scene("重点做好哪三项工作？", ORDINAL)
    found = list_findings(made.question, made.read_hits, made.matcher, made.shelf)
    assert all(0 <= finding.confidence <= 1 for finding in found)


FOCUS = (
    "关于推动产业集聚发展的答复\n\n一、加快产业结构优化\n"
    "（一）聚焦基础再造\n一是强化载体。二是激发活力。\n"
    "（二）聚焦产业集群\n编制规划。\n"
    "（三）聚焦绿色安全\n开展评价。\n"
)


def test_a_list_is_known_by_what_its_members_begin_with(scene: Callable) -> None:
    made = scene("产业结构优化提了哪三个“聚焦”？", FOCUS)
    best = list_findings(made.question, made.read_hits, made.matcher, made.shelf)[0]
    assert best.text == "1. 聚焦基础再造；2. 聚焦产业集群；3. 聚焦绿色安全"


def test_a_number_of_ways_asks_for_the_list(scene: Callable) -> None:
    said = scene("服务业发展要走的三条路子是什么？", PLAN).said()
    assert "实施品牌提升行动" in said
