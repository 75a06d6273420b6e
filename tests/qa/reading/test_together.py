"""Parts of a question that one sentence answers are given as that sentence, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.findings import Finding
from qa.reading.together import together

FLIGHTS = "全年共完成发射任务38次，其中海上发射26次。各项任务顺利完成。\n"


@pytest.fixture(scope="module")
def finding(scene: Callable) -> Callable[[str, str], Finding]:
    def make(text: str, piece: str) -> Finding:
        made = scene("完成多少次？", text)
        hit = made.hits[0]
        whole = hit.document.text
        at = whole.index(piece)
        begin = whole.rfind("。", 0, at) + 1
        end = whole.index("。", at) + 1
        return Finding(piece, hit.document, hit.passage, hit, ((begin, end),), 0.9)

    return make


def test_two_findings_of_one_sentence_become_the_sentence(finding: Callable) -> None:
    first, second = finding(FLIGHTS, "发射任务38次"), finding(FLIGHTS, "海上发射26次")
    (line,) = together([first, second], 2)
    assert line.text == "全年共完成发射任务38次，其中海上发射26次"


def test_findings_of_two_sentences_stay_two(finding: Callable) -> None:
    first, second = finding(FLIGHTS, "发射任务38次"), finding(FLIGHTS, "顺利完成")
    assert [line.text for line in together([first, second], 2)] == ["发射任务38次", "顺利完成"]


def test_one_finding_for_two_parts_is_given_with_its_sentence(finding: Callable) -> None:
    (line,) = together([finding(FLIGHTS, "发射任务38次")], 2)
    assert "其中海上发射26次" in line.text


def test_one_finding_of_one_part_stays_as_it_is(finding: Callable) -> None:
    (line,) = together([finding(FLIGHTS, "发射任务38次")], 1)
    assert line.text == "发射任务38次"


def test_a_sentence_too_long_to_read_at_once_is_not_given_whole(finding: Callable) -> None:
    text = f"全年发射38次，{'持续推进各项重点工程建设，' * 15}其中海上26次。\n"
    (line,) = together([finding(text, "发射38次")], 2)
    assert line.text == "发射38次"


def test_a_finding_that_leaves_a_question_open_is_given_with_its_paragraph(
    finding: Callable,
) -> None:
    (line,) = together([finding(FLIGHTS, "发射任务38次")], 2)
    assert line.text == "全年共完成发射任务38次，其中海上发射26次。各项任务顺利完成"


def test_a_long_paragraph_is_cut_behind_the_next_sentence(finding: Callable) -> None:
    text = FLIGHTS.strip() + "持续推进各项重点工程建设。" * 12 + "\n"
    (line,) = together([finding(text, "发射任务38次")], 2)
    assert line.text.endswith("各项任务顺利完成")
