"""Notices: what a careful official would add about validity, source, age and place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from ingest.documents import Kind, Validity
from qa.notices import notices_for

TEXT = (
    "江苏省人民政府关于奖励企业的意见\n苏政发〔2023〕12号\n\n"
    "对省级小巨人企业奖励30万元。\n\n江苏省人民政府\n2023年5月6日\n"
)
TODAY = date(2024, 6, 1)
QUESTION = "常州市省级小巨人企业奖励多少？"


@pytest.fixture(scope="module")
def notices(scene: Callable) -> Callable[..., str]:
    """Notices on the cited text, with its document's and citation's fields changed."""

    def make(
        question: str = QUESTION,
        today: date = TODAY,
        validity: Validity = Validity.IN_FORCE,
        inherited: bool = False,
        **document: object,
    ) -> str:
        made = scene(question, TEXT)
        citation = made.citations[1]
        changed = replace(citation.document, **document)
        cited = replace(citation, document=changed, validity=validity)
        findings = tuple(replace(f, inherited=inherited) for f in made.reading().findings)
        return "\n".join(notices_for(made.question, findings, [cited, cited], today))

    return make


def test_a_text_in_force_needs_no_notice(notices: Callable) -> None:
    assert notices() == ""


@pytest.mark.parametrize(
    ("validity", "words"),
    [
        (Validity.DRAFT, "征求意见稿"),
        (Validity.EXPIRED, "已过期限"),
        (Validity.REPEALED, "已废止"),
        (Validity.NOT_YET, "尚未施行"),
    ],
)
def test_validity_is_told(notices: Callable, validity: Validity, words: str) -> None:
    assert words in notices(validity=validity)


def test_the_end_of_an_expired_text_is_told(notices: Callable) -> None:
    told = notices(validity=Validity.EXPIRED, expires_on=date(2023, 12, 31))
    assert "2023-12-31" in told


@pytest.mark.parametrize(
    ("kind", "words"), [(Kind.NEWS, "新闻报道"), (Kind.INTERPRETATION, "政策解读")]
)
def test_a_source_that_is_no_official_text_is_told(
    notices: Callable, kind: Kind, words: str
) -> None:
    assert words in notices(kind=kind)


def test_a_rule_from_above_is_told(notices: Callable) -> None:
    assert "上级（江苏省）" in notices(inherited=True)


def test_an_old_text_is_told_by_its_year(notices: Callable) -> None:
    assert "依据为2023年文件" in notices(today=date(2026, 6, 1))


def test_who_asks_for_a_year_knows_the_age(notices: Callable) -> None:
    assert "请以最新文件为准" not in notices(
        "2023年江苏省省级小巨人企业奖励多少？", today=date(2026, 6, 1)
    )


def test_a_mended_typo_is_told(notices: Callable) -> None:
    assert "按“常州市”理解问题中的“常洲市”" in notices("常洲市省级小巨人企业奖励多少？")


def test_each_notice_is_told_once(notices: Callable) -> None:
    lines = notices(validity=Validity.REPEALED, kind=Kind.NEWS).split("\n")
    assert len(lines) == len(set(lines))


def test_a_notice_names_its_text(notices: Callable) -> None:
    assert "《江苏省人民政府关于奖励企业的意见》" in notices(validity=Validity.REPEALED)


def test_where_no_place_is_asked_the_answer_says_whose_rule_it_is(scene: Callable) -> None:
    text = "常州市人民政府关于奖励企业的意见\n\n对省级小巨人企业奖励30万元。\n"
    told = "问题没有说明地区，这是江苏省常州市的规定或数据"
    assert told in scene("省级小巨人企业奖励多少？", text).answer().notices
    assert told not in scene("常州市省级小巨人企业奖励多少？", text).answer().notices
