"""发文字号: all ways of writing them, own and cited."""

from __future__ import annotations

import pytest

from ingest.metadata.doc_numbers import find_doc_numbers, number_key, own_number
from ingest.metadata.found import Found
from ingest.metadata.layout import read_layout


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("常工信复〔2021〕第29号", "常工信复〔2021〕第29号"),
        ("常工信复〔2021〕第 35 号", "常工信复〔2021〕第35号"),
        ("金政发[2022]33号", "金政发〔2022〕33号"),
        ("苏政办发（2020）7号", "苏政办发〔2020〕7号"),
        ("沪府规【２０２３】１２号", "沪府规〔2023〕12号"),
        ("国务院令第706号", "国务院令第706号"),
        ("（济经信装备字〔2018〕7号）", "济经信装备字〔2018〕7号"),
        ("交通运输部令（2026年第10号）", "交通运输部令2026年第10号"),
        ("国家税务总局公告2020年第8号", "国家税务总局公告2020年第8号"),
    ],
)
def test_every_bracket_form_reads_alike(text: str, number: str) -> None:
    assert [found.text for found in find_doc_numbers(text)] == [number]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("根据国发〔2015〕43号文件精神", ["国发〔2015〕43号"]),
        ("济经信装备字〔2018〕7号现在还有效吗", ["济经信装备字〔2018〕7号"]),
        ("关于常工信复〔2021〕29号的问题", ["常工信复〔2021〕29号"]),
        ("《关于推进质量发展的意见》（国办发〔2019〕6号）要求", ["国办发〔2019〕6号"]),
        (
            "按照常政发〔2019〕1号和常政办发〔2020〕2号办理",
            ["常政发〔2019〕1号", "常政办发〔2020〕2号"],
        ),
        ("原民航总局于2004年12月16日以民航总局令第138号公布", ["民航总局令第138号"]),
        ("现有企业107家，第29号提案已办结", []),
    ],
)
def test_words_before_a_cited_number_are_left_out(sentence: str, numbers: list[str]) -> None:
    assert [found.text for found in find_doc_numbers(sentence)] == numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("常工信复〔2021〕第29号", "常工信复[2021]29 号"),
        ("中华人民共和国国务院令第706号", "国令第706号"),
        ("国务院令第706号", "国令第706号"),
    ],
)
def test_writings_of_one_number_share_a_key(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


def own(text: str, title: str) -> str | None:
    start = text.index(title)
    found = own_number(read_layout(text), Found(title, start, start + len(title)))
    if found is not None:
        assert number_key(find_doc_numbers(text[found.start : found.end])[0].text) == number_key(
            found.value
        )
    return None if found is None else found.value


def test_the_own_number_stands_alone_and_a_cited_one_in_a_sentence() -> None:
    title = "关于印发《金湖县三年行动方案》的通知"
    text = f"金政发〔2022〕33号\n{title}\n各镇人民政府：\n根据国发〔2015〕43号文件，现印发给你们。"
    assert own(text, title) == "金政发〔2022〕33号"


def test_a_text_that_only_cites_has_no_own_number() -> None:
    title = "关于做好申报工作的通知"
    text = f"{title}\n各有关单位：\n根据《认定办法》（常政发〔2021〕1号）要求，现通知如下。"
    assert own(text, title) is None


def test_the_number_of_an_order_stands_on_its_second_line() -> None:
    text = "中华人民共和国国务院令\n第706号\n《专利代理条例》已经通过，现予公布。\n专利代理条例"
    assert own(text, "专利代理条例") == "中华人民共和国国务院令第706号"


def test_the_number_behind_a_title_in_brackets_is_its_own() -> None:
    title = "市政府关于印发《扶持办法》的通知"
    text = f"{title}（苏府规字〔2022〕1号）\n各区人民政府：\n现予印发。"
    assert own(text, title) == "苏府规字〔2022〕1号"


def test_a_signing_leader_on_the_line_of_the_number_is_no_part_of_it() -> None:
    title = "关于工业发展的请示"
    assert (
        own(f"常政发〔2020〕5号　　　签发人：丁某\n{title}\n省人民政府：", title)
        == "常政发〔2020〕5号"
    )


def test_the_note_below_a_title_gives_the_number_of_the_order() -> None:
    text = (
        "儿童福利机构管理办法\n（2026年1月26日经民政部部务会议审议通过　2026年2月2日民政部令第83号公布\n"
        "自2026年4月1日起施行）\n第一章　总　　则\n第一条　为了加强管理，制定本办法。"
    )
    assert own(text, "儿童福利机构管理办法") == "民政部令第83号"
