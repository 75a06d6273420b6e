"""Sanctions are told apart by whom they are laid on and by the cases listed below them."""

from __future__ import annotations

from collections.abc import Callable

from ingest.language.clauses import split_sentences
from qa.reading.sanctions import cases_listed

RULES = (
    "养犬管理条例\n\n第四章 法律责任\n"
    "第二十条 养犬单位有下列行为之一的，由公安机关责令改正，可以处五千元以下的罚款；情节严重的，没收犬只：\n"
    "（一）犬只进入学校、医院的；\n（二）未建立免疫档案的。\n"
    "第二十一条 养犬人有下列行为之一的，由公安机关责令改正，可以处五百元以下的罚款：\n"
    "（一）犬只进入学校、医院的；\n（二）不清除犬只粪便的。\n"
)


def test_the_person_of_the_question_chooses_the_article(scene: Callable) -> None:
    said = scene("养犬人带犬只进入学校、医院，罚款多少？", RULES).said()
    assert "五百元" in said


def test_another_person_has_another_sum(scene: Callable) -> None:
    said = scene("养犬单位的犬只进入学校、医院，罚款多少？", RULES).said()
    assert "五千元" in said


def test_sums_of_two_articles_are_no_conflict(scene: Callable) -> None:
    reading = scene("犬只进入学校、医院，罚款多少？", RULES).reading()
    assert not reading.conflict


def test_cases_behind_a_graver_one_belong_to_the_first_sanction() -> None:
    first = split_sentences(RULES, RULES.index("第二十条"))[0]
    assert cases_listed(RULES, first, len(RULES)).startswith("（一）犬只进入学校")


def test_a_sentence_that_opens_no_list_has_no_cases() -> None:
    text = "养犬人应当办理登记；逾期的，处以罚款。\n（一）附则。\n"
    assert cases_listed(text, split_sentences(text)[0], len(text)) == ""
