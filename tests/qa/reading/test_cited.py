"""The number of a cited text stands behind its title."""

from __future__ import annotations

from collections.abc import Callable

LETTER = (
    "科技部关于支持北京建设人工智能创新发展试验区的函\n国科函〔2019〕5号\n\n北京市人民政府：\n"
    "《关于申请建设北京人工智能创新发展试验区的请示》（京政函〔2019〕11号）收悉。根据《规划》（国发〔2017〕35号），现函复如下。\n"
    "科技部\n2019年2月20日\n"
)


def test_a_quoted_title_has_the_number_behind_it(scene: Callable) -> None:
    said = scene("《关于申请建设北京人工智能创新发展试验区的请示》文号是什么？", LETTER).said()
    assert said == "文号为京政函〔2019〕11号"


def test_a_described_title_has_the_number_behind_it(scene: Callable) -> None:
    said = scene("北京申请建设人工智能创新发展试验区的请示，文号是什么？", LETTER).said()
    assert said == "文号为京政函〔2019〕11号"


def test_the_answer_to_a_request_keeps_its_own_number(scene: Callable) -> None:
    said = scene("科技部支持北京建设人工智能创新发展试验区的函，文号是什么？", LETTER).said()
    assert said == "文号为国科函〔2019〕5号"


def test_the_bracket_of_the_number_may_have_any_form(scene: Callable) -> None:
    text = "关于推荐优势产品的通知\n\n省厅下发了《关于强化产学研融合创新的通知》（鲁工信技﹝2019﹞56号），现转发给你们。\n"
    said = scene("《关于强化产学研融合创新的通知》的文号是什么？", text).said()
    assert said == "文号为鲁工信技〔2019〕56号"


def test_a_number_is_answered_by_the_title_before_it(scene: Callable) -> None:
    said = scene("京政函〔2019〕11号是什么文件？", LETTER).said()
    assert said == "《关于申请建设北京人工智能创新发展试验区的请示》（京政函〔2019〕11号）"


def test_a_name_without_title_marks_has_the_number_behind_it(scene: Callable) -> None:
    text = (
        "关于对代表建议第141号的答复\n常工信复〔2021〕第35号\n\n"
        "去年我市出台了市级区域性总部政策（常商发〔2020〕38号，关于加快总部经济发展的实施意见），给予资金支持。\n"
    )
    assert scene("区域性总部政策的文号是多少？", text).said() == "文号为常商发〔2020〕38号"


def test_a_name_without_title_marks_is_no_title(scene: Callable) -> None:
    text = "关于总部经济的答复\n\n去年我市出台了总部政策（常商发〔2020〕38号），给予资金支持。\n"
    assert "《" not in scene("常商发〔2020〕38号是什么文件？", text).said()
