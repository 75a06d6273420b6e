"""Names from outside never leave their folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.filenames import safe_name


@given(st.text())
def test_a_name_is_one_part_of_a_path(name: str) -> None:
    safe = safe_name(name)
    assert Path("folder", safe).parent == Path("folder")
    assert safe not in ("", ".", "..")
    assert len(safe.encode("utf-8")) <= 200
    assert safe.isprintable()


@given(st.text())
def test_safe_names_stay(name: str) -> None:
    assert safe_name(safe_name(name)) == safe_name(name)


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\关于印发办法的通知.docx", "关于印发办法的通知.docx"),
        ("<script>alert(1)</script>.txt", "script.txt"),
        (".bashrc", "bashrc"),
        ("通" * 300 + ".pdf", "通" * 65 + ".pdf"),
    ],
)
def test_what_becomes_of_names(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe
