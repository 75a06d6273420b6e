"""What a window is worth: in Han characters, the F1 of the scorer."""

from __future__ import annotations

import numpy as np
import pytest

from eval.fitting.windows import window_f1
from eval.overlap import f1

TEXT = "一、对不裁员的参保企业，可返还其上年度实际缴纳失业保险费的一半。二、免收二月份房租。"
ANSWERS = ("一半", "返还上年度失业保险费", "免收二月份房租。", "没有的话")


@pytest.mark.parametrize("answer", ANSWERS)
def test_all_windows_at_once_score_as_the_scorer_does_one_by_one(answer: str) -> None:
    borders = [(start, end) for start in range(0, 30, 3) for end in range(start + 1, len(TEXT), 4)]
    starts, ends = np.array(borders).T
    expected = [f1(TEXT[start:end], [answer]) for start, end in borders]
    assert window_f1(TEXT, starts, ends, answer) == pytest.approx(expected, abs=1e-9)
