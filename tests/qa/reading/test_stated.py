"""What a text says of itself in set phrases and set places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULES = (
    "关于印发《济南市创新中心资源管理办法》的通知\n济工信字〔2021〕5号\n\n各区县工信部门，各有关单位：\n"
    "现将《济南市创新中心资源管理办法》印发给你们。\n济南市工业和信息化局\n2021年3月9日\n"
    "第一条 为规范资源供给，制定本办法。\n"
    "第十四条 本办法由市工业和信息化局、历下区政府负责解释。\n"
    "第十五条 本办法自印发之日起执行，试行期一年。《济南市创新中心管理规定》（济工信字〔2018〕2号）同时废止。\n"
)
REPLY = (
    "国务院办公厅对全国政协十届四次会议第4626号提案的答复\n国办函〔2006〕82号\n\n王超斌委员：\n"
    "您提出的《关于设立总理热线电话的提案》收悉。\n国务院办公厅\n2006年10月18日\n"
)
FORWARDED = (
    "国务院办公厅关于转发生态环境部等部门《水体保护行动方案》的通知\n国办函〔2026〕65号\n\n"
    "各省、自治区、直辖市人民政府：\n《水体保护行动方案》已经国务院同意，现转发给你们。\n"
    "国务院办公厅\n2026年7月9日\n水体保护行动方案\n生态环境部 国家发展改革委\n水利部 农业农村部\n"
    "为加强水体保护，制定本方案。\n"
)
REPORT = (
    "专精特新强链补链\n\n常州有许多专精特新企业，正在补链强链。\n"
    "本版文字：常工信、孙青、黄洁。文章来源：常州日报。\n"
)


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("济南市创新中心资源管理办法由谁解释？", RULES, "由市工业和信息化局、历下区政府负责解释"),
        ("济南市创新中心资源管理办法试行期多久？", RULES, "试行期一年"),
        ("济南市创新中心资源管理办法废止了哪个文件？", RULES, "济工信字〔2018〕2号"),
        ("济南市创新中心资源管理办法是写给谁的？", RULES, "各区县工信部门，各有关单位"),
        ("设立总理热线电话的提案是谁提的？", REPLY, "王超斌委员"),
        ("设立总理热线电话的提案是政协哪届几次会议的？", REPLY, "十届四次会议"),
        ("专精特新强链补链报道的作者是谁？", REPORT, "孙青、黄洁"),
    ],
)
def test_a_set_phrase_answers_its_question(
    scene: Callable, question: str, text: str, told: str
) -> None:
    assert told in scene(question, text).said()


def test_a_forwarded_text_was_made_by_those_who_sign_it(scene: Callable) -> None:
    said = scene("《水体保护行动方案》是哪几个部门制定的？", FORWARDED).said()
    assert said == "由生态环境部、国家发展改革委、水利部、农业农村部制定"


def test_a_forwarded_text_was_issued_by_who_forwards_it(scene: Callable) -> None:
    said = scene("水体保护行动方案的通知是哪个部门印发的？", FORWARDED).said()
    assert said == "发文机关为国务院办公厅"


def test_a_name_alone_below_the_title_is_the_author(scene: Callable) -> None:
    text = "拿来主义\n鲁迅\n中国一向是所谓闭关主义，自己不去，别人也不许来。\n"
    assert scene("《拿来主义》的作者是谁？", text).said() == "作者：鲁迅"


def test_what_has_begun_is_told_with_its_day(scene: Callable) -> None:
    text = "关于支持平台发展的若干措施\n\n支持平台建设。本措施自2024年1月1日起实施，有效期至2026年12月31日。\n"
    said = scene("支持平台发展的若干措施现在开始执行了吗？", text).said()
    assert said.startswith("已施行（自2024年1月1日起施行")


def test_a_letter_about_one_city_is_none_about_another(scene: Callable) -> None:
    text = "科技部关于支持上海建设创新发展试验区的函\n\n上海市人民政府：\n现函复如下。\n科技部\n2019年5月22日\n"
    found = scene("科技部支持深圳建设创新发展试验区的函是哪天发的？", text).reading().findings
    assert not any("2019年5月22日" in finding.text for finding in found)


def test_an_old_form_of_forwarding_names_the_maker_in_its_title(scene: Callable) -> None:
    text = (
        "国务院办公厅转发国家教委关于扩大规模有关问题请示的通知\n国办发〔1996〕32号\n\n各省人民政府：\n"
        "现转发给你们。\n国务院办公厅\n1996年5月13日\n"
    )
    said = scene("扩大规模有关问题的请示是哪个部门提出的？", text).said()
    assert said == "由国家教委制定"


def test_a_report_of_an_issue_names_who_issued(scene: Callable) -> None:
    text = (
        "中共中央 国务院印发《数字中国建设整体布局规划》\n2023-02-27 18:43 来源：新华社\n"
        "新华社北京2月27日电 近日，中共中央、国务院印发了《数字中国建设整体布局规划》。\n"
    )
    said = scene("《数字中国建设整体布局规划》是谁印发的？", text).said()
    assert "中共中央、国务院" in said
