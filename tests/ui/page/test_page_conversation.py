"""Answers as HTML and as text to copy; the conversation as the browser keeps it."""

from __future__ import annotations

from typing import Any

import pytest

from ui.page.conversation import copied_text, parts, progress_html, turn_html, turns_html
from ui.page.turns import MAX_TURNS, StoredCitation, Turn, dump_turns, history, load_turns

CITATION: dict[str, Any] = {
    "index": 1,
    "doc_id": "3fd0351a8f8cc252",
    "passage_id": "p15",
    "title": "关于对市政协十四届五次会议提案第0024号的答复",
    "doc_number": "常工信复〔2021〕第29号",
    "issuer": "常州市工业和信息化局",
    "region": "江苏省常州市",
    "validity": "未知",
    "edition": "摘编",
    "section": "四、下一步工作措施 > 5. 落实财政扶持政策",
    "quote": "获评省级专精特新小巨人的企业奖励30万元",
    "start": 2443,
    "end": 2462,
}


def answered(**changes: Any) -> Turn:
    answer = {
        "answer": "获评省级专精特新小巨人的企业奖励30万元[1]。",
        "status": "answered",
        "notices": ["依据为2021年文件，现行标准请以最新文件为准"],
        "citations": [CITATION],
        "generation": "000001-a",
        **changes,
    }
    return Turn.model_validate(
        {"question": "省级小巨人奖励多少？", "state": "done", "answer": answer}
    )


def test_a_mark_becomes_a_button_that_names_its_quote() -> None:
    html = turn_html(answered(), 0, last=True)
    assert 'class="pq-cite"' in html
    assert 'data-start="2443" data-end="2462"' in html
    assert 'aria-label="查看出处1：关于对市政协十四届五次会议提案第0024号的答复"' in html


def test_a_mark_without_a_citation_stays_text() -> None:
    citation = StoredCitation.model_validate(CITATION)
    assert [part.text or part.citation for part in parts("甲[1]乙[2]", [citation])] == [
        "甲",
        citation,
        "乙",
        "[2]",
    ]


def test_notices_stand_outside_the_answer() -> None:
    html = turn_html(answered(), 0, last=True)
    text, _, rest = html.partition('class="pq-notices"')
    assert "现行标准" not in text.split("data-copy")[0]
    assert "现行标准" in rest


def test_lines_become_a_list() -> None:
    html = turn_html(answered(answer="常州市：30万元[1]\n金湖县：没有找到相应规定"), 0, last=True)
    assert html.count("<li>常州市：") == html.count("<li>金湖县：") == 1


def test_a_question_back_offers_its_choices() -> None:
    html = turn_html(
        answered(status="clarify", answer="您问的是哪个层级？\n- 省级\n2. 市级"), 0, last=True
    )
    assert 'data-question="省级"' in html
    assert 'data-question="市级"' in html
    assert "请再说明一点" in html


def test_a_refusal_names_the_nearest_text() -> None:
    html = turn_html(
        answered(status="insufficient_evidence", answer="没有找到上海市关于“贷款贴息”的数字。"),
        0,
        last=True,
    )
    assert "没有找到依据" in html
    assert "最接近的原文" in html
    assert CITATION["quote"] in html


def test_only_the_end_of_the_conversation_can_be_asked_again() -> None:
    html = turns_html((answered(), answered()), 0, last=True)
    assert html.count('data-event="retry"') == 1
    assert html.rindex('data-event="retry"') > html.rindex("<h3")


def test_a_stopped_turn_says_so() -> None:
    assert "已停止" in turn_html(Turn(question="问"), 0, last=True)


def test_the_copy_carries_question_notices_and_source() -> None:
    text = copied_text(answered())
    assert text.startswith(
        "问：省级小巨人奖励多少？\n\n答：获评省级专精特新小巨人的企业奖励30万元[1]。"
    )
    assert "· 依据为2021年文件" in text
    assert "[1] 《关于对市政协十四届五次会议提案第0024号的答复》" in text
    assert "常工信复〔2021〕第29号" in text
    assert f"“{CITATION['quote']}”" in text


def test_sources_are_told_before_there_is_text() -> None:
    assert "正在查找依据" in progress_html("问", None, "")
    assert "没有可读的文件" in progress_html("问", (), "")


# --- what the browser keeps ------------------------------------------------------------------


def test_a_conversation_survives_the_browser() -> None:
    turns = (answered(), Turn(question="停下的"))
    assert load_turns(dump_turns(turns)) == turns


@pytest.mark.parametrize(
    "stored",
    [None, "x", {"a": 1}, [1], [{"question": 1}], [{"question": "a", "state": "new"}]],
)
def test_what_is_no_conversation_is_not_shown(stored: object) -> None:
    assert load_turns(stored) == ()


def test_old_turns_are_dropped() -> None:
    turns = [Turn(question=str(number)) for number in range(MAX_TURNS + 5)]
    assert next(turn.question for turn in load_turns(dump_turns(turns))) == "5"


def test_only_answered_questions_are_referred_to() -> None:
    assert history((answered(), Turn(question="停下的"))) == ("省级小巨人奖励多少？",)
