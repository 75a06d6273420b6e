"""The arguments of the fits, and how a fit is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.fitting.sources import FitSource, keep, read_sources


def test_a_source_is_gold_and_index() -> None:
    assert read_sources(["eval/gold=idx"]) == [FitSource(Path("eval/gold"), Path("idx"))]


@pytest.mark.parametrize("argument", ["eval/gold", "eval/gold=", "=idx"])
def test_what_is_no_pair_is_no_source(argument: str) -> None:
    assert read_sources(["a=b", argument]) == []


def test_a_fit_is_kept_as_it_was_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = {"fitted": "两个问题", "weights": {"a": 0.5}, "hidden": [[1.0], [2.0]]}
    keep(tmp_path / "model.json", stored)
    assert json.loads((tmp_path / "model.json").read_text("utf-8")) == stored
    assert "两个问题" in capsys.readouterr().out
