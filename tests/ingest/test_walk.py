"""Which files a run meets, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.reports import FileReport
from ingest.walk import FoundFile, walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.bin", ".git/x.txt", "~$a.docx", "Thumbs.db"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    return tmp_path


def read(*paths: Path, excluded: Path | None = None) -> list[str]:
    found = walk(paths, lambda name: name.endswith(".txt"), excluded)
    return [os.fspath(item.path) for item in found if isinstance(item, FoundFile)]


def rows(path: Path) -> dict[str, str | None]:
    found = walk([path], lambda name: name.endswith(".txt"))
    return {Path(item.path).name: item.problem for item in found if isinstance(item, FileReport)}


def test_folders_are_walked_in_order_and_files_met_once(folder: Path) -> None:
    expected = [os.fspath(folder / name) for name in ("a.txt", "b/1.txt", "b/2.txt")]
    assert read(folder) == expected
    assert read(folder / "b", folder, folder / "a.txt") == expected


def test_what_is_passed_by_has_a_row_with_the_reason(folder: Path) -> None:
    assert set(rows(folder)) == {".git", "~$a.docx", "Thumbs.db", "c.bin"}
    assert all(rows(folder).values())


def test_a_file_that_is_named_is_meant(folder: Path) -> None:
    assert read(folder / "c.bin", folder / "~$a.docx") == [
        os.fspath(folder / "c.bin"),
        os.fspath(folder / "~$a.docx"),
    ]


def test_the_index_among_the_documents_is_passed_by(folder: Path) -> None:
    assert read(folder, excluded=folder / "b") == [os.fspath(folder / "a.txt")]


def test_links_and_pipes_in_a_folder_are_not_followed(folder: Path) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "link.txt").symlink_to(folder / "a.txt")
    os.mkfifo(folder / "pipe.txt")
    assert read(folder) == [os.fspath(folder / name) for name in ("a.txt", "b/1.txt", "b/2.txt")]
    assert {"loop", "link.txt", "pipe.txt"} <= set(rows(folder))


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    assert rows(tmp_path / "nowhere") == {"nowhere": "文件或目录不存在"}
