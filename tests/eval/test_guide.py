"""The programmes behind the guide cases are pieced together from their passages."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from eval.guide import main, programmes_of, write_programmes

TITLE = "北京市人工智能算力券实施方案"
SUPPORT = "服务内容：单次申领算力券金额最高不超过智能算力合同额的 20%。"
MORE_SUPPORT = "服务内容：同一合同仅能申领一次算力券。"
CONDITIONS = "条件要求：在北京市注册的软件信息服务业企业和制造业企业。"
SOURCE = "依据文件：《人工智能算力券实施方案（2023—2025 年）》"


def passages(*parts: str, title: str = TITLE) -> list[str]:
    return [f"{title}\n{part}" for part in parts]


def test_parts_stand_in_the_order_of_the_guide() -> None:
    (programme,) = programmes_of(passages(SOURCE, CONDITIONS, SUPPORT))
    assert programme.parts == (SUPPORT, CONDITIONS, SOURCE)


def test_parts_of_one_label_keep_their_order() -> None:
    (programme,) = programmes_of(passages(SUPPORT, CONDITIONS, MORE_SUPPORT))
    assert programme.parts == (SUPPORT, MORE_SUPPORT, CONDITIONS)


def test_a_part_asked_about_twice_stands_once() -> None:
    (programme,) = programmes_of(passages(SUPPORT, SUPPORT))
    assert programme.parts == (SUPPORT,)


def test_a_part_with_another_label_stands_last() -> None:
    (programme,) = programmes_of(passages("咨询：55521000", SOURCE))
    assert programme.parts == (SOURCE, "咨询：55521000")


def test_programmes_are_numbered_as_they_first_appear() -> None:
    mixed = [*passages(SUPPORT), *passages(SUPPORT, title="另一项"), *passages(SOURCE)]
    assert [(one.name, one.title) for one in programmes_of(mixed)] == [
        ("bj_industry_policy_template:0", TITLE),
        ("bj_industry_policy_template:1", "另一项"),
    ]


def test_a_programme_is_a_text_with_its_title_first(tmp_path: Path) -> None:
    (path,) = write_programmes(programmes_of(passages(SUPPORT, SOURCE)), tmp_path / "out")
    assert path.name == "bj_industry_policy_template-00.txt"
    assert path.read_text("utf-8") == f"{TITLE}\n\n{SUPPORT}\n\n{SOURCE}\n"


def test_the_shared_programmes_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = tmp_path / "training" / "bj_industry_policy_template.jsonl.gz"
    collection.parent.mkdir()
    with gzip.open(collection, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"positive": text}) + "\n" for text in passages(SUPPORT))
    monkeypatch.setenv("POLICYQA_SHARED", str(tmp_path))
    assert main([str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_without_the_shared_material_the_user_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POLICYQA_SHARED", "")
    assert main([str(tmp_path / "out")]) == 1
    assert "POLICYQA_SHARED" in capsys.readouterr().err
