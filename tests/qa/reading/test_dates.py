"""Dates as answers: those that tell of an event, also where they recur or follow one."""

from __future__ import annotations

from collections.abc import Callable

NOTICE = "关于组织申报高新技术企业的通知\n苏科高发〔2023〕48号\n\n"


def test_a_date_of_the_event_asked_is_given(scene: Callable) -> None:
    text = NOTICE + "网上申报系统于2023年4月10日开放，纸质材料于2023年6月30日前报送。\n"
    assert "2023年6月30日" in scene("纸质材料什么时候报送？", text).said()


def test_a_recurring_date_answers(scene: Callable) -> None:
    text = "纳税人应当于每年3月1日至6月30日办理个人所得税综合所得汇算清缴。\n"
    assert "3月1日至6月30日" in scene("个人所得税汇算清缴什么时候办理？", text).said()


def test_the_date_of_a_signature_tells_of_no_event(scene: Callable) -> None:
    text = NOTICE + "请各地认真组织高新技术企业申报。\n\n江苏省科学技术厅\n2023年3月28日\n"
    assert "3月28日" not in scene("高新技术企业申报材料什么时候评审？", text).said()


def test_a_date_the_asker_named_is_no_answer(scene: Callable) -> None:
    text = NOTICE + "2023年5月1日受理的申请，于2023年6月1日办结。\n"
    said = scene("2023年5月1日受理的申请什么时候办结？", text).said()
    assert "2023年6月1日" in said


def test_a_leading_date_is_given_with_what_happened(scene: Callable) -> None:
    text = "2020年12月21日，工业和信息化部公布第五批制造业单项冠军名单。\n"
    said = scene("第五批制造业单项冠军名单哪天公布？", text).said()
    assert said.startswith("2020年12月21日")
    assert "公布第五批" in said


def test_a_document_of_another_city_gives_no_date(scene: Callable) -> None:
    text = "苏州市人民政府关于组织申报的通知\n苏府〔2023〕4号\n\n申报于2023年6月30日截止。\n"
    assert "6月30日" not in scene("常州市申报什么时候截止？", text).said()


def test_a_day_is_asked_and_a_year_is_no_day(scene: Callable) -> None:
    text = "2019年度体能测试通知\n\n2019年度体能测试安排如下。体能测试于2019年7月12日上午进行。\n"
    said = scene("体能测试安排在哪天？", text).said()
    assert "7月12日" in said


def test_the_year_of_a_title_is_not_the_day_of_issue(scene: Callable) -> None:
    text = "关于同意申办2011年运动会的复函\n\n同意申办运动会。\n"
    found = scene("同意申办运动会的复函是什么时候发的？", text).reading().findings
    assert not any("2011年" in finding.text for finding in found)


def test_the_end_of_an_action_is_the_date_it_runs_to(scene: Callable) -> None:
    text = (
        "关于培育单项冠军的答复\n\n2016年工信部出台单项冠军培育专项行动方案。"
        "全国部署到2025年的单项冠军培育专项行动，2018年开展了评选。\n"
    )
    assert "2025年" in scene("单项冠军培育专项行动要做到哪一年？", text).said()


def test_a_text_of_another_year_tells_no_date_of_the_year_asked(scene: Callable) -> None:
    text = "2019年度体能测试通知\n\n体能测试于2019年7月12日上午进行。\n"
    assert not scene("2021年度体能测试安排在哪天？", text).reading().findings


def test_a_deadline_is_no_day_of_issue(scene: Callable) -> None:
    text = "关于公布首批智慧商圈名单的通知\n\n各智慧商圈年度总结于2023年1月13日前报送。\n"
    assert not scene("首批智慧商圈名单是哪天公布的？", text).reading().findings


def test_a_day_of_effect_is_not_that_of_a_text_repealed_beside_it(scene: Callable) -> None:
    text = (
        "北京市养犬管理规定\n\n第三十二条 本规定自2003年10月15日起施行。1994年11月30日通过的"
        "《北京市严格限制养犬规定》同时废止。\n"
    )
    assert "2003年10月15日" in scene("养犬的规定从哪天开始施行？", text).said()


def test_the_month_of_a_yearly_round_is_told(scene: Callable) -> None:
    text = "北京市文化企业房租通支持\n服务内容：给予房租补贴。\n时间/频度：每年3月左右\n发文时间：2021-12-02\n"
    assert scene("文化企业房租通一般每年几月份申报？", text).said() == "每年3月左右"


def test_a_quarter_of_a_yearly_round_is_told(scene: Callable) -> None:
    text = "知识产权示范单位认定\n时间/频度：每年第一季度\n"
    assert "第一季度" in scene("知识产权示范单位什么时候受理？", text).said()
