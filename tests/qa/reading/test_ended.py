"""Texts that are only spoken of: repealed by another, or plans whose years are over."""

from __future__ import annotations

from collections.abc import Callable

RULES = (
    "儿童福利机构管理办法\n（2026年2月2日民政部令第83号公布　自2026年4月1日起施行）\n\n"
    "第一条 为了加强儿童福利机构管理，制定本办法。\n"
    "第二条 本办法自2026年4月1日起施行。"
    "2018年10月30日公布的《儿童福利机构管理办法》（民政部令第63号）同时废止。\n"
)
NOTICE = (
    "国务院办公厅关于加大激励支持力度的通知\n国办发〔2018〕117号\n\n各省人民政府：\n"
    "自本通知印发之日起，《关于加大激励支持的通知》（国办发〔2016〕82号）停止执行。\n\n"
    "国务院办公厅\n2018年12月6日\n"
)
REPLY = (
    "关于对政协第0024号提案的答复\n常工信复〔2021〕第29号\n\n"
    "目前，省工信厅开展《江苏省千企升级三年行动计划（2020-2022年）》，培育专精特新企业。\n"
)


def test_a_number_that_another_text_repeals_is_over(scene: Callable) -> None:
    said = scene("民政部令第63号到2026年5月还能引用吗？", RULES).said()
    assert said.startswith("已废止：2018年10月30日公布的")
    assert "自2026年4月1日起施行" in said


def test_before_the_new_text_holds_the_old_one_does(scene: Callable) -> None:
    said = scene("民政部令第63号在2026年3月还能引用吗？", RULES).answer().text
    assert said.startswith("尚未废止")


def test_a_running_number_names_a_text(scene: Callable) -> None:
    said = scene("2016年那份激励支持的通知（82号文）还执行吗？", NOTICE).said()
    assert said.startswith("已停止执行")


def test_the_older_version_of_a_title_is_meant_by_its_year(scene: Callable) -> None:
    said = scene("2018年那版《儿童福利机构管理办法》到2026年6月还有效吗？", RULES).said()
    assert said.startswith("已废止")


def test_the_new_version_of_a_title_is_meant_otherwise(scene: Callable) -> None:
    said = scene("《儿童福利机构管理办法》到2026年6月还有效吗？", RULES).said()
    assert "废止" not in said


def test_another_running_number_is_not_repealed(scene: Callable) -> None:
    assert "停止执行" not in scene("激励支持的117号文还执行吗？", NOTICE).said()


def test_the_years_of_a_cited_plan_may_be_over(scene: Callable) -> None:
    asked = scene("现在是2026年，江苏“千企升级”三年行动计划还管用吗？", REPLY)
    assert "2020—2022年，已期满" in asked.answer().text
