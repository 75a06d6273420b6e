"""Who holds a post: from the list of members, or from the sentence that says who takes it."""

from __future__ import annotations

from collections.abc import Callable

MEMBERS = (
    "国务院办公厅关于调整普查领导小组组成人员的通知\n国办函〔2018〕74号\n\n各省、自治区、直辖市人民政府：\n"
    "现将名单通知如下：\n组　长：韩　正 国务院副总理\n副组长：丁学东 国务院副秘书长\n李干杰 生态环境部部长\n"
    "成　员：刘伟 财政部副部长\n领导小组办公室设在生态环境部，办公室主任由副部长赵英民兼任。\n"
    "国务院办公厅\n2018年11月5日\n"
)
PLAN = (
    "金湖县小巨人企业培育方案\n\n四、保障措施\n成立县小巨人企业培育领导小组：县政府主要领导任组长，"
    "县分管领导任副组长。联席会议由组长或副组长牵头召开。\n"
)


def test_each_post_asked_for_gets_its_entry(scene: Callable) -> None:
    said = scene("普查领导小组组长和办公室主任分别是谁？", MEMBERS).said()
    assert "国务院副总理" in said
    assert "赵英民" in said
    assert "丁学东" not in said


def test_the_deputies_are_listed_with_their_offices(scene: Callable) -> None:
    said = scene("普查领导小组副组长有哪几位？", MEMBERS).said()
    assert said == "副组长：丁学东 国务院副秘书长；李干杰 生态环境部部长"


def test_who_takes_a_post_may_be_told_in_a_sentence(scene: Callable) -> None:
    assert scene("小巨人领导小组组长是谁？", PLAN).said() == "县政府主要领导任组长"


def test_the_deputy_is_not_the_head(scene: Callable) -> None:
    assert scene("小巨人领导小组副组长由谁担任？", PLAN).said() == "县分管领导任副组长"


def test_an_office_is_no_name(scene: Callable) -> None:
    assert not scene("小巨人领导小组组长姓什么？", PLAN).reading().findings


def test_a_post_with_its_number_of_holders(scene: Callable) -> None:
    text = (
        "关于建立部际联席会议制度的批复\n\n联席会议设召集人1人，由国务院分管领导同志担任；设副召集人2人，"
        "由教育部主要负责同志担任。\n"
    )
    assert "国务院分管领导同志担任" in scene("联席会议召集人由谁担任？", text).said()
