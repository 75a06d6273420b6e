"""The parsing process: limits of time and memory, files that are no files, answers without pickle."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Grid, GridCell, OriginSpan, Paragraph, Source
from ingest.errors import (
    DamagedError,
    EmptySourceError,
    EncryptedError,
    LimitExceededError,
    SourceError,
    UnsupportedFormatError,
)
from ingest.sources.blocks_json import dump_answer, dump_error, load_answer
from ingest.sources.limits import Limits
from ingest.sources.refusal import Refusal
from ingest.sources.sandbox import SandboxedReader, load_file

TEXT = "第一条　为了促进中小企业发展，制定本办法。\n"
linux = pytest.mark.skipif(sys.platform != "linux", reason="process limits are those of Linux")


@pytest.fixture(scope="module")
def reader() -> Iterator[SandboxedReader]:
    with SandboxedReader() as opened:
        yield opened


def test_a_file_is_read_out_of_process_as_in_process(
    reader: SandboxedReader, tmp_path: Path
) -> None:
    from ingest.sources.read import read_bytes

    path = tmp_path / "办法.txt"
    path.write_text(TEXT * 3, "utf-8")
    assert reader.read(path) == read_bytes(path.read_bytes(), "办法.txt")


def test_errors_come_back_with_their_class(reader: SandboxedReader) -> None:
    with pytest.raises(EncryptedError) as caught:
        reader.read_data(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"), "a.docx"
        )
    assert caught.value.remedy


def test_one_process_reads_many_files_and_is_replaced_after_death(reader: SandboxedReader) -> None:
    first = process_of(reader)
    reader.read_data(TEXT.encode(), "a.txt")
    assert process_of(reader) == first
    os.kill(first, 9)
    (source,) = reader.read_data(TEXT.encode(), "a.txt")
    assert source.blocks
    assert process_of(reader) != first


def process_of(reader: SandboxedReader) -> int:
    reader.read_data(TEXT.encode(), "a.txt")
    process = reader._process
    assert process is not None
    return process._popen.pid


def test_threads_share_a_reader(reader: SandboxedReader) -> None:
    results: list[str] = []

    def work(number: int) -> None:
        (source,) = reader.read_data(f"第{number}条".encode(), f"{number}.txt")
        (paragraph,) = source.blocks
        assert isinstance(paragraph, Paragraph)
        results.append(f"{source.name}:{paragraph.text}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [f"{number}.txt:第{number}条" for number in range(8)]


@linux
def test_too_much_time_ends_the_file_and_the_next_is_read() -> None:
    with SandboxedReader(Limits(seconds=0.2)) as reader:
        with pytest.raises(LimitExceededError, match="用时"):
            reader.read_data(b"<p>" + b"<b>" * 400_000 + b"<table><tr><td>" * 30_000, "a.html")
        assert SandboxedReader(Limits()).read_data(TEXT.encode(), "a.txt")


@linux
def test_too_much_memory_is_a_limit_error() -> None:
    with SandboxedReader(Limits(memory=150_000_000, blocks=10**9, characters=10**9)) as reader:
        with pytest.raises(LimitExceededError):
            reader.read_data(TEXT.encode() * 600_000, "a.txt")
        assert reader.read_data(TEXT.encode(), "a.txt")


@linux
def test_zip_bomb_costs_little_memory(word_bomb: bytes) -> None:
    """The issue's figure: a 328 KB .docx must not cost more than 200 MB."""
    with SandboxedReader() as reader:
        pid = process_of(reader)
        with pytest.raises(LimitExceededError):
            reader.read_data(word_bomb, "a.docx")
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    assert int(peak.split()[1]) < 200_000


@pytest.fixture(scope="module")
def word_bomb(zipped: Callable[..., bytes]) -> bytes:
    bomb = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 330_000_000})
    assert len(bomb) < 400_000
    return bomb


def test_million_lines_are_refused_within_the_limits(reader: SandboxedReader) -> None:
    with pytest.raises(LimitExceededError, match="行"):
        reader.read_data(b"a\n" * 1_000_000, "a.txt")


def test_a_hundred_thousand_lines_are_read(reader: SandboxedReader) -> None:
    (source,) = reader.read_data(TEXT.encode() * 100_000, "a.txt")
    assert len(source.blocks) == 100_000


# --- files that are no files ------------------------------------------------------------------


def test_empty_missing_and_too_large_files(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    with pytest.raises(EmptySourceError):
        load_file(path, Limits())
    with pytest.raises(SourceError, match="不存在"):
        load_file(tmp_path / "b.txt", Limits())
    with path.open("wb") as file:
        file.truncate(500_000_000)  # sparse: nothing is written
    with pytest.raises(LimitExceededError, match=r"500\.0 MB"):
        load_file(path, Limits())


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_pipes_devices_and_folders_are_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path):
        with pytest.raises(SourceError):
            load_file(path, Limits())


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_out_of_the_folder_are_refused_and_links_inside_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT, "utf-8")
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "outside.txt").symlink_to(secret)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    assert load_file(folder / "inside.txt", Limits()) == TEXT.encode()
    for name in ("outside.txt", "loop.txt"):
        with pytest.raises(UnsupportedFormatError, match="链接"):
            load_file(folder / name, Limits())
    with pytest.raises(UnsupportedFormatError, match="链接"):
        load_file(secret, Limits(), root=folder)


# --- the codec --------------------------------------------------------------------------------

any_text = st.text(alphabet=st.characters(codec=None), max_size=20)
spans = st.lists(st.builds(OriginSpan, *[st.integers(0, 99)] * 3), max_size=2).map(tuple)
paragraphs = st.builds(
    Paragraph, any_text, st.none() | st.integers(1, 6), st.none() | st.integers(1, 9),
    st.none() | any_text, st.booleans(), spans,
)  # fmt: skip
cells = st.builds(GridCell, *[st.integers(0, 9)] * 2, any_text, *[st.integers(1, 3)] * 2, spans)
grids = st.builds(
    Grid, st.integers(1, 9), st.integers(1, 9), st.lists(cells, max_size=3).map(tuple),
    st.none() | any_text, st.none() | st.integers(1, 3), st.none() | st.integers(1, 9),
)  # fmt: skip
sources = st.builds(
    Source, any_text, any_text, any_text, any_text,
    st.lists(paragraphs | grids, max_size=4).map(tuple),
    st.dictionaries(any_text, any_text, max_size=2), st.booleans(),
    st.lists(any_text, max_size=2).map(tuple), st.lists(any_text, max_size=2).map(tuple),
)  # fmt: skip


refusals = st.builds(Refusal, any_text, any_text, any_text, st.booleans())


@given(st.lists(sources | refusals, max_size=3))
def test_answers_come_back_from_json_as_they_were(found: list[Source | Refusal]) -> None:
    assert load_answer(dump_answer(found)) == tuple(found)


@pytest.mark.parametrize("kind", [DamagedError, LimitExceededError, UnsupportedFormatError])
def test_errors_come_back_from_json(kind: type[SourceError]) -> None:
    with pytest.raises(kind) as caught:
        load_answer(dump_error(kind("坏了", "重新获取")))
    assert (caught.value.problem, caught.value.remedy) == ("坏了", "重新获取")


def test_an_answer_names_no_other_class() -> None:
    forged = json.dumps({"error": "PolicyQAError", "problem": "", "remedy": ""}).encode()
    with pytest.raises(SourceError):
        load_answer(forged)
