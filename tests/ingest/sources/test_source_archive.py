"""Archives and the detection of formats: members, bombs, names that lead out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from ingest.errors import (
    DamagedError,
    EmptySourceError,
    LimitExceededError,
    UnsupportedFormatError,
)
from ingest.sources.limits import Limits
from ingest.sources.read import read_bytes
from ingest.sources.refusal import Refusal
from ingest.sources.registry import SUPPORTED, detect, is_supported_name

Zipped = Callable[..., bytes]
TEXT = "第一条　为了促进中小企业发展，制定本办法。".encode()


def test_members_are_read_under_their_names(zipped: Zipped) -> None:
    data = zipped(
        {"附件/一.txt": TEXT, "二.md": "# 标题".encode(), "__MACOSX/._一.txt": b"\x00\x05"}
    )
    assert [source.name for source in read_bytes(data, "a.zip")] == ["附件/一.txt", "二.md"]


def test_names_of_chinese_windows() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("PLACE.txt")
        archive.writestr(entry, TEXT)
    data = buffer.getvalue().replace(b"PLACE", "通知a".encode("gbk"))
    assert [source.name for source in read_bytes(data, "a.zip")] == ["通知a.txt"]


def test_an_unreadable_member_is_refused_in_its_place_and_the_rest_read(zipped: Zipped) -> None:
    inner = zipped({"图.png": b"\x89PNG\r\n\x1a\n" + bytes(200), "三.txt": TEXT})
    data = zipped({"一.pdf": b"%PDF-1.4 broken", "二.txt": TEXT, "内.zip": inner})
    broken, _, picture, _ = found = read_bytes(data, "a.zip")
    assert [one.name for one in found] == ["一.pdf", "二.txt", "内.zip/图.png", "内.zip/三.txt"]
    assert isinstance(broken, Refusal) and broken.remedy and not broken.strange
    assert isinstance(picture, Refusal) and picture.strange


def test_an_archive_of_unreadable_members_has_refusals_only(zipped: Zipped) -> None:
    (refusal,) = read_bytes(zipped({"空.txt": b""}), "a.zip")
    assert refusal == Refusal("空.txt", "文件是空的", "请重新获取文件")


@pytest.mark.parametrize(
    "name", ["../外.txt", "a/../../外.txt", "/etc/外.txt", "C:\\外.txt", "..\\外.txt"]
)
def test_names_that_lead_out_of_the_archive(zipped: Zipped, name: str) -> None:
    with pytest.raises(UnsupportedFormatError, match="包外"):
        read_bytes(zipped({"a.txt": TEXT, name: TEXT}), "a.zip")


def test_archives_inside_archives_down_to_the_limit(zipped: Zipped) -> None:
    data = zipped({"一.txt": TEXT})
    for _ in range(2):
        data = zipped({"内.zip": data})
    assert [source.name for source in read_bytes(data, "a.zip")] == ["内.zip/内.zip/一.txt"]
    with pytest.raises(LimitExceededError, match="嵌套"):
        read_bytes(zipped({"内.zip": data}), "a.zip")


def test_all_levels_share_one_budget(zipped: Zipped) -> None:
    inner = zipped({f"{n}.txt": TEXT * 50 for n in range(8)})
    data = zipped({f"{n}.zip": inner for n in range(8)})
    with pytest.raises(LimitExceededError):
        read_bytes(data, "a.zip", Limits(unpacked=40_000))


def test_bomb_member_is_refused(zipped: Zipped) -> None:
    with pytest.raises(LimitExceededError, match="压缩"):
        read_bytes(zipped({"a.txt": b"\0" * 50_000_000}), "a.zip")


# --- formats --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (TEXT, "a.txt", "text"),
        (TEXT, "无扩展名", "text"),
        (TEXT, "a.md", "markdown"),
        (TEXT, "a.pdf", "text"),
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (b"<!DOCTYPE html><html></html>", "a.doc", "html"),
        ("<html><body>表</body></html>".encode("utf-16"), "a.xls", "html"),
        (rb"{\rtf1\ansi}", "a.doc", "rtf"),
        ("甲,乙\n1,2".encode("gbk"), "a.csv", "csv"),
        (TEXT.decode().encode("gb18030"), "a.html", "text"),
    ],
)
def test_content_decides_before_the_extension(data: bytes, name: str, kind: str) -> None:
    assert detect(data, name) == kind


def test_pictures_and_programs_are_refused_by_name() -> None:
    with pytest.raises(UnsupportedFormatError, match="图片") as caught:
        detect(b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(200), "扫描.pdf")
    assert "OCR" in caught.value.remedy
    with pytest.raises((UnsupportedFormatError, DamagedError)):
        detect(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "a.txt")


def test_zip_cut_in_two_is_damaged(zipped: Zipped) -> None:
    data = zipped({"word/document.xml": TEXT * 100})
    with pytest.raises(DamagedError):
        detect(data[: len(data) // 2], "a.docx")


@pytest.mark.parametrize("data", [b"", b"  \n"])
def test_nothing_is_an_empty_source(data: bytes) -> None:
    with pytest.raises(EmptySourceError):
        read_bytes(data, "a.txt")


def test_every_format_has_a_parser_that_loads() -> None:
    assert all(callable(entry.load()) for entry in SUPPORTED.values())
    assert is_supported_name("通知.WPS") and is_supported_name("a.zip")
    assert not is_supported_name("a.exe")


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(LimitExceededError, match="大小"):
        read_bytes(TEXT, "a.txt", Limits(file_size=10))
