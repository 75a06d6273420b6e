"""Composed answers: parts, comparisons, computations, conflicts and refusals with their citations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answers import Status

CHANGZHOU = (
    "常州市人民政府关于奖励企业的意见\n常政发〔2023〕12号\n\n"
    "对省级小巨人企业奖励30万元，对市级小巨人企业奖励20万元。申报材料于每年9月30日前报送。\n\n"
    "常州市人民政府\n2023年5月6日\n"
)
SUZHOU = (
    "苏州市人民政府关于奖励企业的意见\n苏府〔2023〕8号\n\n对省级小巨人企业奖励50万元。\n\n"
    "苏州市人民政府\n2023年7月8日\n"
)
JIANGSU = (
    "江苏省人民政府关于奖励企业的意见\n苏政发〔2023〕3号\n\n对省级首台套装备企业奖励80万元。\n\n"
    "江苏省人民政府\n2023年3月2日\n"
)


def test_one_statement_ends_with_its_marker_and_a_full_stop(scene: Callable) -> None:
    assert scene("常州市省级小巨人企业奖励多少？", CHANGZHOU).answer().text.endswith("[1]。")


@pytest.mark.parametrize(
    "question",
    [
        "常州市省级小巨人企业奖励多少？",
        "常州市省级小巨人企业奖励多少？材料什么时候报送？",
        "常州和苏州省级小巨人企业各奖励多少？",
        "常州市地铁票价多少？",
    ],
)
def test_every_marker_is_a_citation(scene: Callable, question: str) -> None:
    answer = scene(question, CHANGZHOU, SUZHOU).answer()
    numbers = {citation.index for citation in answer.citations}
    marked = {int(piece.split("]")[0]) for piece in answer.text.split("[")[1:]}
    assert marked <= numbers


def test_each_part_has_its_line(scene: Callable) -> None:
    question = "常州市省级小巨人企业奖励多少？申报材料什么时候报送？"
    answer = scene(question, CHANGZHOU).answer()
    assert "30万元" in answer.text
    assert "9月30日" in answer.text


def test_a_part_without_an_answer_becomes_a_notice(scene: Callable) -> None:
    question = "常州市省级小巨人企业奖励多少？绿化面积是多少亩？"
    answer = scene(question, CHANGZHOU).answer()
    assert any(n.startswith("没有找到") and "绿化" in n for n in answer.notices)


def test_the_answer_of_one_part_does_not_pass_for_another(scene: Callable) -> None:
    question = "常州市省级小巨人企业奖励多少？地铁票价是多少钱？"
    answer = scene(question, CHANGZHOU).answer()
    assert any(n.startswith("没有找到") and "票价" in n for n in answer.notices)


PAYMENT = (
    "保障中小企业款项支付条例\n国令第728号\n\n"
    "机关、事业单位从中小企业采购货物，应当自货物交付之日起30日内支付款项。"
    "大型企业从中小企业采购货物，应当自货物交付之日起60日内支付款项。\n"
)


def test_each_member_of_a_coordination_has_its_line(scene: Callable) -> None:
    question = "向中小企业采购，机关事业单位和大型企业的付款期限分别是多少日？"
    lines = scene(question, PAYMENT).answer().text.split("\n")
    assert [line.split("：")[0] for line in lines] == ["机关事业单位", "大型企业"]
    assert "30日" in lines[0] and "60日" in lines[1]


HOMES = (
    "儿童福利机构管理办法\n民政部令第83号\n\n"
    "第四十条 儿童福利机构应当安装视频监控系统。监控录像资料保存期不少于三个月。\n\n"
    "第四十一条 儿童福利机构应当实行24小时值班制度，每日值班人员不少于两人。\n"
)


def test_a_later_part_is_read_in_the_article_beside(scene: Callable) -> None:
    question = "福利机构监控录像资料最少存多久？晚上值班人员至少要几个人？"
    assert "不少于两人" in scene(question, HOMES).answer().text


DEDUCTIONS = (
    "专项附加扣除办法\n国发〔2018〕41号\n\n"
    "第八条 纳税人接受学历继续教育的支出，在学历教育期间按照每月400元定额扣除。"
    "同一学历继续教育的扣除期限不能超过48个月。\n\n"
    "第十四条 首套住房贷款利息支出，按照每月1000元的标准定额扣除，扣除期限最长不超过240个月。\n"
)


def test_a_later_part_stays_in_the_rule_of_the_first(scene: Callable) -> None:
    answer = scene("学历继续教育每月扣多少，最长扣多久？", DEDUCTIONS).answer()
    assert "48个月" in answer.text and "240个月" not in answer.text


def test_another_tier_is_not_answered_by_the_sentence_of_the_first(scene: Callable) -> None:
    text = CHANGZHOU.replace("，对市级小巨人企业奖励20万元", "")
    answer = scene("常州市省级小巨人企业奖励多少？市级的呢？", text).answer()
    assert any(notice.startswith("没有找到") for notice in answer.notices)


SMOKING_HERE = (
    "常州市人民政府关于控制吸烟的规定\n常政发〔2023〕5号\n\n"
    "第九条 个人在禁止吸烟场所吸烟的，处二百元以上五百元以下罚款。\n"
)
SMOKING_THERE = (
    "苏州市人民政府关于控制吸烟的规定\n苏府〔2023〕6号\n\n"
    "第十条 禁止吸烟场所所在单位违反规定的，处两千元以上一万元以下罚款。\n"
)


def test_a_later_part_is_not_answered_by_another_place(scene: Callable) -> None:
    question = "个人在禁止吸烟场所吸烟罚款多少？所在单位违反规定的呢？"
    answer = scene(question, SMOKING_HERE, SMOKING_THERE).answer()
    assert "五百元" in answer.text and "两千元" not in answer.text


RETEST = (
    "体能测评实施规范\n\n测评不合格的考生可以当场提出重测，1000米可在90分钟后重测1次，"
    "其他项目允许考生稍事休息后，当场重测2次。\n"
)


def test_a_detail_that_says_that_it_may_be_answers_alone(scene: Callable) -> None:
    answer = scene("体能测评1000米没通过能重测吗，要隔多久？", RETEST).answer()
    assert "90分钟" in answer.text and "2次" not in answer.text


def test_a_quote_in_place_of_a_wording_ends_with_one_full_stop(scene: Callable) -> None:
    question = "常州市省级小巨人企业奖励多少？绿化面积是多少亩？"
    assert "。[1]。" not in scene(question, CHANGZHOU).answer().text


def test_each_place_compared_has_its_line(scene: Callable) -> None:
    answer = scene("常州和苏州省级小巨人企业各奖励多少？", CHANGZHOU, SUZHOU).answer()
    first, second = answer.text.split("\n")
    assert first.startswith("常州：") and "30万元" in first
    assert second.startswith("苏州：") and "50万元" in second


def test_a_place_without_a_rule_is_said_in_its_line(scene: Callable) -> None:
    answer = scene("常州和无锡省级小巨人企业各奖励多少？", CHANGZHOU).answer()
    assert "无锡：没有找到相应规定" in answer.text


def test_a_difference_asked_for_is_written_out(scene: Callable) -> None:
    answer = scene("常州和苏州省级小巨人企业奖励相差多少？", CHANGZHOU, SUZHOU).answer()
    assert "50万元－30万元＝20万元" in answer.text


def test_another_citys_rule_is_refused(scene: Callable) -> None:
    answer = scene("无锡市省级小巨人企业奖励多少？", CHANGZHOU, SUZHOU).answer()
    assert answer.status is Status.INSUFFICIENT
    assert "其他地区" in answer.text


def test_a_refusal_says_what_was_looked_for(scene: Callable) -> None:
    answer = scene("无锡市省级小巨人企业奖励多少？", CHANGZHOU, SUZHOU).answer()
    assert answer.looked_for is not None
    assert "无锡" in answer.looked_for


def test_a_refusal_offers_the_nearest_text(scene: Callable) -> None:
    assert scene("无锡市省级小巨人企业奖励多少？", CHANGZHOU).answer().citations


def test_without_a_passage_nothing_is_cited(scene: Callable) -> None:
    answer = scene("常州市省级小巨人企业奖励多少？").answer()
    assert (answer.status, answer.citations) == (Status.INSUFFICIENT, ())


def test_a_rule_of_the_province_is_given_with_a_notice(scene: Callable) -> None:
    answer = scene("常州市省级首台套装备企业奖励多少？", JIANGSU).answer()
    assert "80万元" in answer.text
    assert any("上级（江苏省）" in notice for notice in answer.notices)


def test_a_question_that_names_nothing_is_asked_back(scene: Callable) -> None:
    assert scene("奖励多少钱？", CHANGZHOU, SUZHOU).answer().status is Status.CLARIFY


def test_the_answer_names_its_generation(scene: Callable) -> None:
    assert scene("常州市省级小巨人企业奖励多少？", CHANGZHOU).answer().generation == "shelf"


def test_what_was_typed_stands_in_the_answer(scene: Callable) -> None:
    question = "常洲市省级小巨人企业奖励多少？"
    assert scene(question, CHANGZHOU).answer().question == question


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("常州市省级小巨人企业奖励多少？", Status.ANSWERED),
        ("无锡市省级小巨人企业奖励多少？", Status.INSUFFICIENT),
    ],
)
def test_confidence_is_a_share(scene: Callable, question: str, status: Status) -> None:
    answer = scene(question, CHANGZHOU).answer()
    assert answer.status is status
    assert answer.confidence is not None
    assert 0 <= answer.confidence <= 1


def test_two_parts_are_not_given_the_same_figure(scene: Callable) -> None:
    text = (
        "继续教育办法\n\n第八条 学历继续教育的支出，按照每月400元定额扣除。"
        "同一学历继续教育的扣除期限不能超过48个月。\n"
    )
    answer = scene("学历继续教育的支出每月扣多少，扣除期限最长多久？", text).answer()
    assert "400元" in answer.text
    assert "48个月" in answer.text


NEIGHBOURS = (
    "常州市工业和信息化局关于提案的答复\n常工信复〔2021〕29号\n\n"
    "省级小巨人企业与先进城市差距较大，苏州、无锡和南京分别有247家、190家和184家，我市仅有107家。\n\n"
    "常州市工业和信息化局\n2021年6月6日\n"
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("无锡的省级小巨人企业有多少家？", "190家"),
        ("苏州的省级小巨人企业比常州多几家？", "苏州比常州多140家：247家－107家＝140家"),
        ("无锡和南京的省级小巨人企业分别有多少家？", "南京：南京有184家"),
    ],
)
def test_each_place_of_a_list_has_its_own_figure(scene: Callable, question: str, said: str) -> None:
    assert said in scene(question, NEIGHBOURS).answer().text


RENEWAL = (
    "北京市示范园区支持办法\n京工〔2023〕3号\n\n"
    "对低效楼宇改造项目按照固定资产投资总额10%的比例给予支持，"
    "对老旧厂房改造项目按照固定资产投资总额30%的比例给予支持。\n\n北京市工业局\n2023年6月6日\n"
)


def test_a_side_is_answered_by_what_tells_its_words(scene: Callable) -> None:
    question = "低效楼宇改造和老旧厂房改造，按固定资产投资支持的比例分别是多少？"
    low, high = scene(question, RENEWAL).answer().text.split("\n")[:2]
    assert "10%" in low
    assert "30%" in high


COMMUNITY = (
    "智慧社区建设意见\n\n以设区的市为单位，统一编制智慧社区建设规划，重点规划社区治理等领域的改造。\n"
    "推动智慧社区建设与城镇老旧小区改造、完整社区建设有效衔接。\n"
    "社区网站应当达到无障碍要求，并由街道办事处维护。\n"
)


def test_a_part_is_answered_by_what_tells_its_own_words(scene: Callable) -> None:
    question = "智慧社区的建设规划由哪一级统一编？社区网站该谁维护？"
    assert "由街道办事处维护" in scene(question, COMMUNITY).answer().text
