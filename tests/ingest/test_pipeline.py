"""Files in, one generation out, and a row for every file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.blocks import Paragraph, Source
from ingest.documents import ParsedDocument
from ingest.errors import EmptySourceError, UnsupportedFormatError, UsageError
from ingest.index.building import Tools
from ingest.index.generations import IndexStore
from ingest.intake import Intake
from ingest.pipeline import Ingestor
from ingest.reports import FileStatus, IngestReport
from ingest.sources.refusal import Refusal

pytestmark = pytest.mark.usefixtures("in_process")


class PlainReader:
    """One source a file; empty files and .exe are refused; counts what it reads."""

    def __init__(self) -> None:
        self.read_paths: list[str] = []

    def read(self, path: Path) -> tuple[Source | Refusal, ...]:
        self.read_paths.append(path.name)
        text = path.read_text("utf-8")
        if path.suffix == ".exe":
            raise UnsupportedFormatError("不支持这种格式", "请转换为 .docx")
        if not text.strip():
            raise EmptySourceError("文件是空的", "请重新获取文件")
        members = text.split("\n----\n") if path.suffix == ".zip" else [text]
        return tuple(self._source(member, f"{n}.txt") for n, member in enumerate(members))

    def _source(self, text: str, name: str) -> Source | Refusal:
        if text == "加密":
            return Refusal(name, "文件已加密", "请去掉密码")
        if text == "图片":
            return Refusal(name, "不支持图片", "请转换", strange=True)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Source(name, "text/plain", "plain", sha256, (Paragraph(text),))


@pytest.fixture
def reader() -> PlainReader:
    return PlainReader()


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    return IndexStore(tmp_path / "index")


@pytest.fixture
def intake_of(reader: PlainReader, parsed: Callable[..., ParsedDocument]) -> Callable[..., Intake]:
    def parse(source: Source, uri: str) -> ParsedDocument:
        (block,) = source.blocks
        assert isinstance(block, Paragraph)
        return parsed(block.text, uri=uri)

    return lambda revision="1", cache=None: Intake(reader, parse, revision, cache)


@pytest.fixture
def tools(embedder: Any, tokens: Any) -> Tools:
    return Tools(embedder, tokens, {"tokens": "1"})


@pytest.fixture
def ingestor(store: IndexStore, intake_of: Callable[..., Intake], tools: Tools) -> Ingestor:
    return Ingestor(store, intake_of(), tools)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "县区").mkdir(parents=True)
    (folder / "b.txt").write_text("对获得省级称号的奖励30万元\n责任单位：市工信局")
    (folder / "a.txt").write_text("完善科技金融创新生态链")
    (folder / "县区" / "c.txt").write_text("推动企业上市挂牌融资")
    return folder


def statuses(report: IngestReport) -> dict[str, str]:
    return {Path(file.path).name: file.status.value for file in report.files}


def titles(store: IndexStore) -> set[str]:
    return {document.title for document in store.open().documents()}


def test_a_folder_is_walked_in_sorted_order(
    ingestor: Ingestor, store: IndexStore, folder: Path
) -> None:
    report = ingestor.ingest([folder])
    assert [Path(file.path).name for file in report.files] == ["a.txt", "b.txt", "c.txt"]
    assert {file.status for file in report.files} == {FileStatus.ADDED}
    assert [file.passages for file in report.files] == [1, 2, 1]
    assert report.generation == store.current()
    assert store.open().manifest.documents == 3


def test_documents_know_where_they_came_from(
    ingestor: Ingestor, store: IndexStore, folder: Path
) -> None:
    ingestor.ingest([folder])
    uris = sorted(document.source.uri for document in store.open().documents())
    assert uris == [os.fspath(folder / name) for name in ("a.txt", "b.txt", "县区/c.txt")]


def test_below_a_root_paths_are_relative(
    ingestor: Ingestor, store: IndexStore, folder: Path
) -> None:
    ingestor.ingest([folder], root=folder)
    uris = sorted(document.source.uri for document in store.open().documents())
    assert uris == ["a.txt", "b.txt", "县区/c.txt"]


def test_again_is_unchanged_and_nothing_is_read(
    ingestor: Ingestor, reader: PlainReader, folder: Path
) -> None:
    first = ingestor.ingest([folder])
    reader.read_paths.clear()
    second = ingestor.ingest([folder])
    assert second.generation == first.generation
    assert [replace(file, status=FileStatus.ADDED) for file in second.files] == list(first.files)
    assert second.count(FileStatus.UNCHANGED) == 3
    assert reader.read_paths == []


def test_a_changed_file_replaces_its_old_version(
    ingestor: Ingestor, store: IndexStore, folder: Path
) -> None:
    ingestor.ingest([folder])
    (folder / "a.txt").write_text("完善科技金融服务")
    report = ingestor.ingest([folder])
    assert statuses(report) == {"a.txt": "updated", "b.txt": "unchanged", "c.txt": "unchanged"}
    assert "完善科技金融服务" in titles(store)
    assert "完善科技金融创新生态链" not in titles(store)


def test_a_renamed_file_keeps_its_document(
    ingestor: Ingestor, store: IndexStore, folder: Path, reader: PlainReader
) -> None:
    before = ingestor.ingest([folder]).files[0].doc_id
    (folder / "a.txt").rename(folder / "d.txt")
    reader.read_paths.clear()
    report = ingestor.ingest([folder])
    (renamed,) = (file for file in report.files if file.path.endswith("d.txt"))
    assert (renamed.status, renamed.doc_id) == (FileStatus.UPDATED, before)
    assert renamed.problem is not None and "a.txt" in renamed.problem
    assert reader.read_paths == []
    document = store.open().document(before or "")
    assert document.source.uri == os.fspath(folder / "d.txt")
    assert ingestor.ingest([folder]).count(FileStatus.UNCHANGED) == 3


def test_a_copy_is_one_document_until_both_are_gone(
    ingestor: Ingestor, store: IndexStore, folder: Path
) -> None:
    (folder / "copy.txt").write_text((folder / "a.txt").read_text())
    report = ingestor.ingest([folder])
    assert statuses(report)["copy.txt"] == "unchanged"
    assert store.open().manifest.documents == 3
    (folder / "a.txt").write_text("另一份文件")
    ingestor.ingest([folder])
    assert {"完善科技金融创新生态链", "另一份文件"} <= titles(store)
    (folder / "copy.txt").write_text("又一份文件")
    ingestor.ingest([folder])
    assert "完善科技金融创新生态链" not in titles(store)


def test_a_file_that_fails_is_a_row_and_the_rest_goes_on(
    ingestor: Ingestor, store: IndexStore, folder: Path
) -> None:
    (folder / "a.txt").write_text(" ")
    (folder / "virus.exe").write_text("MZ")
    (folder / ".hidden").write_text("x")
    (folder / "link.txt").symlink_to(folder / "b.txt")
    report = ingestor.ingest([folder, folder / "nowhere"])
    assert statuses(report) == {
        ".hidden": "skipped",
        "a.txt": "failed",
        "b.txt": "added",
        "c.txt": "added",
        "link.txt": "skipped",
        "nowhere": "failed",
        "virus.exe": "skipped",
    }
    assert all(file.problem for file in report.files if file.status.value in ("failed", "skipped"))
    assert store.open().manifest.documents == 2


def test_a_version_that_cannot_be_read_leaves_the_old_one(
    ingestor: Ingestor, store: IndexStore, folder: Path
) -> None:
    ingestor.ingest([folder])
    (folder / "a.txt").write_text("")
    assert statuses(ingestor.ingest([folder]))["a.txt"] == "failed"
    assert "完善科技金融创新生态链" in titles(store)


def test_a_defect_that_one_file_shows_does_not_end_the_batch(
    store: IndexStore, tools: Tools, reader: PlainReader, parsed: Any, folder: Path
) -> None:
    def parse(source: Source, uri: str) -> ParsedDocument:
        (block,) = source.blocks
        assert isinstance(block, Paragraph)
        if "科技" in block.text:
            raise IndexError("list index out of range")
        return parsed(block.text, uri=uri)

    report = Ingestor(store, Intake(reader, parse, "1"), tools).ingest([folder])
    assert statuses(report) == {"a.txt": "failed", "b.txt": "added", "c.txt": "added"}
    assert "IndexError" in (report.files[0].problem or "")


def test_an_archive_has_a_row_for_each_document(
    ingestor: Ingestor, store: IndexStore, tmp_path: Path
) -> None:
    archive = tmp_path / "all.zip"
    archive.write_text("奖励30万元\n----\n推动企业上市")
    report = ingestor.ingest([archive])
    assert [Path(file.path).name for file in report.files] == ["all.zip!0.txt", "all.zip!1.txt"]
    archive.write_text("奖励30万元\n----\n奖励50万元")
    ingestor.ingest([archive])
    assert titles(store) == {"奖励30万元", "奖励50万元"}
    assert ingestor.ingest([archive]).count(FileStatus.UNCHANGED) == 2


def test_members_of_an_archive_that_cannot_be_read_have_rows_each_time(
    ingestor: Ingestor, store: IndexStore, tmp_path: Path
) -> None:
    archive = tmp_path / "all.zip"
    archive.write_text("奖励30万元\n----\n加密\n----\n图片")
    for status in ("added", "unchanged"):
        report = ingestor.ingest([archive])
        rows = {"all.zip!0.txt": status, "all.zip!1.txt": "failed", "all.zip!2.txt": "skipped"}
        assert statuses(report) == rows
        assert (report.files[1].problem, report.files[1].remedy) == ("文件已加密", "请去掉密码")


def test_a_document_in_an_archive_and_beside_it_is_known_by_its_own_file(
    ingestor: Ingestor, store: IndexStore, tmp_path: Path
) -> None:
    (tmp_path / "all.zip").write_text("奖励30万元\n----\n推动企业上市")
    (tmp_path / "one.txt").write_text("推动企业上市")
    report = ingestor.ingest([tmp_path / "all.zip"])
    report = ingestor.ingest([tmp_path / "one.txt"])
    assert [Path(file.path).name for file in report.files] == ["one.txt"]
    uris = {Path(document.source.uri).name for document in store.open().documents()}
    assert uris == {"all.zip!0.txt", "one.txt"}


def test_an_exclamation_mark_in_a_name_makes_no_archive(ingestor: Ingestor, tmp_path: Path) -> None:
    notice = tmp_path / "重要!通知.txt"
    notice.write_text("奖励30万元")
    for _ in range(2):
        assert [file.path for file in ingestor.ingest([notice]).files] == [os.fspath(notice)]


def test_a_member_that_shows_a_defect_leaves_the_others_in(
    store: IndexStore, tools: Tools, reader: PlainReader, parsed: Any, tmp_path: Path
) -> None:
    def parse(source: Source, uri: str) -> ParsedDocument:
        (block,) = source.blocks
        assert isinstance(block, Paragraph)
        if "科技" in block.text:
            raise IndexError("list index out of range")
        return parsed(block.text, uri=uri)

    archive = tmp_path / "all.zip"
    archive.write_text("奖励30万元\n----\n科技金融")
    report = Ingestor(store, Intake(reader, parse, "1"), tools).ingest([archive])
    assert statuses(report) == {"all.zip!0.txt": "added", "all.zip!1.txt": "failed"}


def test_files_that_all_fail_make_no_index(
    ingestor: Ingestor, store: IndexStore, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "bad.zip").write_text("加密\n----\n加密")
    (tmp_path / "nothing").mkdir()
    names = ("empty.txt", "bad.zip", "missing.txt", "nothing")
    report = ingestor.ingest([tmp_path / name for name in names])
    assert [file.status for file in report.files] == [FileStatus.FAILED] * 4
    assert (report.generation, store.current(), store.generations()) == (None, None, ())


def test_files_that_all_fail_leave_the_index_as_it_is(
    ingestor: Ingestor, store: IndexStore, folder: Path, tmp_path: Path
) -> None:
    before = ingestor.ingest([folder]).generation
    report = ingestor.ingest([tmp_path / "missing.txt"])
    assert [file.status for file in report.files] == [FileStatus.FAILED]
    assert report.generation == store.current() == before


def test_other_code_reads_again(
    store: IndexStore,
    intake_of: Callable[..., Intake],
    tools: Tools,
    folder: Path,
    reader: PlainReader,
) -> None:
    Ingestor(store, intake_of("1"), tools).ingest([folder])
    reader.read_paths.clear()
    report = Ingestor(store, intake_of("2"), tools).ingest([folder])
    assert report.count(FileStatus.UPDATED) == 3
    assert len(reader.read_paths) == 3
    assert store.open().manifest.documents == 3


def test_a_rehearsal_changes_nothing(ingestor: Ingestor, store: IndexStore, folder: Path) -> None:
    report = ingestor.ingest([folder], dry_run=True)
    assert report.count(FileStatus.ADDED) == 3
    assert report.generation is None
    assert not store.path.exists()


def test_removed_and_ingested_again(ingestor: Ingestor, store: IndexStore, folder: Path) -> None:
    doc_id = ingestor.ingest([folder]).files[0].doc_id or ""
    assert ingestor.remove(doc_id).documents == 2
    with pytest.raises(UsageError, match="没有文件"):
        ingestor.remove(doc_id)
    report = ingestor.ingest([folder])
    assert statuses(report) == {"a.txt": "added", "b.txt": "unchanged", "c.txt": "unchanged"}
    assert store.open().retired(doc_id) is None


def test_a_stopped_run_takes_up_what_was_parsed(
    store: IndexStore,
    intake_of: Callable[..., Intake],
    tools: Tools,
    folder: Path,
    reader: PlainReader,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ingestor = Ingestor(store, intake_of(cache=tmp_path / "cache"), tools)
    with monkeypatch.context() as patch:
        patch.setattr(store, "publish", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            ingestor.ingest([folder])
    assert store.current() is None
    assert len(reader.read_paths) == 3
    report = ingestor.ingest([folder])
    assert report.count(FileStatus.ADDED) == 3
    assert len(reader.read_paths) == 3
    assert not (tmp_path / "cache").exists()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_documents_of_a_caller(ingestor: Ingestor, store: IndexStore, three_documents: Any) -> None:
    assert ingestor.index_documents(three_documents).documents == 3
    assert ingestor.index_documents(three_documents[:1]).documents == 3


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(4)), parts=st.integers(1, 3))
def test_the_order_of_ingest_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    intake_of: Callable[..., Intake],
    tools: Tools,
    order: list[int],
    parts: int,
) -> None:
    base = tmp_path_factory.mktemp("order")
    place = base / "files"
    place.mkdir()
    texts = ["奖励30万元", "推动企业上市", "推动企业上市", "完善科技金融\n责任单位：市工信局"]
    paths = [place / f"{n}.txt" for n in range(4)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    at_once = IndexStore(base / "at once")
    Ingestor(at_once, intake_of(), tools).ingest([place])
    bit_by_bit = IndexStore(base / "bit by bit")
    for part in range(parts):
        chosen = [paths[n] for n in order[part::parts]]
        Ingestor(bit_by_bit, intake_of(), tools).ingest(chosen)
    assert at_once.open().seal.contents == bit_by_bit.open().seal.contents
