"""What goes into the catalogue comes out of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.documents import ParsedDocument
from ingest.errors import DamagedError
from ingest.index.catalogue import Catalogue
from ingest.index.catalogue_writer import CatalogueWriter
from ingest.index.schema import FileRow
from ingest.sources.refusal import Refusal

Parsed = Callable[..., ParsedDocument]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


def test_every_part_of_a_document_comes_back(
    path: Path, three_documents: tuple[ParsedDocument, ...]
) -> None:
    with CatalogueWriter(path) as writer:
        for parsed in three_documents:
            writer.add(parsed)
    catalogue = Catalogue(path)
    for parsed in three_documents:
        doc_id = parsed.document.doc_id
        assert catalogue.document(doc_id) == parsed.document
        assert catalogue.sections(doc_id) == parsed.sections
        assert catalogue.tables(doc_id) == parsed.tables
        assert catalogue.passages(doc_id) == parsed.passages
        assert catalogue.passage(parsed.passages[1].passage_id) == parsed.passages[1]
        assert catalogue.facts([doc_id]) == parsed.facts
        assert catalogue.pages(doc_id) == parsed.pages
        assert catalogue.origin(doc_id) == parsed.origin
        assert catalogue.warnings(doc_id) == parsed.warnings


def test_documents_come_by_id_and_without_their_text(
    path: Path, three_documents: tuple[ParsedDocument, ...]
) -> None:
    with CatalogueWriter(path) as writer:
        for parsed in three_documents:
            writer.add(parsed)
    documents = Catalogue(path).documents()
    assert documents == tuple(
        sorted(
            (replace(parsed.document, text="") for parsed in three_documents),
            key=lambda document: document.doc_id,
        )
    )


@pytest.mark.parametrize("part", ["document", "sections", "tables", "passages", "passage"])
def test_an_unknown_id_is_a_key_error(path: Path, part: str) -> None:
    with CatalogueWriter(path):
        pass
    with pytest.raises(KeyError):
        getattr(Catalogue(path), part)("没有这个")


def test_a_removed_document_leaves_nothing_but_its_successor(path: Path, parsed: Parsed) -> None:
    old, new = parsed("奖励30万元"), parsed("奖励50万元")
    with CatalogueWriter(path) as writer:
        writer.add(old)
    with CatalogueWriter(path) as writer:
        writer.remove([old.document.doc_id], {old.document.doc_id: new.document.doc_id})
        writer.add(new)
    catalogue = Catalogue(path)
    assert catalogue.doc_ids() == (new.document.doc_id,)
    assert [entry.doc_id for entry in catalogue.entries()] == [new.document.doc_id]
    assert catalogue.facts() == new.facts
    with pytest.raises(KeyError):
        catalogue.passage(old.passages[0].passage_id)
    retired = catalogue.retired(old.document.doc_id)
    assert retired is not None
    assert (retired.title, retired.successor) == ("奖励30万元", new.document.doc_id)


def test_a_document_that_returns_is_no_longer_retired(path: Path, parsed: Parsed) -> None:
    document = parsed("奖励30万元")
    with CatalogueWriter(path) as writer:
        writer.add(document)
        writer.remove([document.document.doc_id], {})
        writer.add(document)
    assert Catalogue(path).retired(document.document.doc_id) is None


def test_a_passage_that_does_not_stand_in_its_text_is_refused(path: Path, parsed: Parsed) -> None:
    good = parsed("奖励30万元")
    shifted = replace(good.passages[0], start=1)
    with pytest.raises(DamagedError, match="位置与正文不符"), CatalogueWriter(path) as writer:
        writer.add(replace(good, passages=(shifted,)))


def test_a_lone_surrogate_is_refused(path: Path, parsed: Parsed) -> None:
    good = parsed("奖励30万元")
    broken = replace(good, document=replace(good.document, text="\ud800奖励"), passages=())
    with pytest.raises(DamagedError, match="无效字符"), CatalogueWriter(path) as writer:
        writer.add(broken)


def test_files_are_remembered_and_forgotten(path: Path) -> None:
    refused = Refusal("附件2.doc", "文件已加密", "请去掉密码")
    row = FileRow("甲/通知.zip", "00ff", "r1", ("d1", "d2"), (refused,))
    with CatalogueWriter(path) as writer:
        writer.set_files([row])
    assert Catalogue(path).file("甲/通知.zip") == row
    assert Catalogue(path).file("乙.docx") is None
    with CatalogueWriter(path) as writer:
        writer.set_files([replace(row, sha256="11", refusals=())])
        writer.set_files([], forgotten=["没有.txt"])
    assert Catalogue(path).files() == (replace(row, sha256="11", refusals=()),)


def test_a_catalogue_from_before_refusals_is_read_and_written(path: Path) -> None:
    row = FileRow("甲/通知.zip", "00ff", "r1", ("d1",))
    with CatalogueWriter(path) as writer:
        writer.set_files([row])
    with sqlite3.connect(path) as older:
        older.execute("DROP TABLE refusals")
    older.close()
    assert Catalogue(path).files() == (row,)
    refused = replace(row, refusals=(Refusal("附件2.doc", "文件已加密", "请去掉密码"),))
    with CatalogueWriter(path) as writer:
        writer.set_files([refused])
    assert Catalogue(path).files() == (refused,)
