"""The source pane: the quote in its passage, neighbours, tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Cell, Passage, Section, Table
from qa.answering import Request
from ui.page.grid import grid_view
from ui.page.originals import Originals
from ui.page.source import Place, missing_html, pieces, source_html, source_view
from ui.session import Session, View

TEXT = "一、奖励\n获评省级小巨人的企业奖励30万元。\n二、附则\n本办法自印发之日起施行。"
SECTION = Section("s", ("一、奖励",), 0, len(TEXT))


def passage(start: int, end: int) -> Passage:
    return Passage("p", "d", SECTION, start, end, TEXT[start:end], 0)


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_pieces_join_to_the_passage_and_hold_the_quote(start: int, end: int) -> None:
    shown = passage(5, 23)
    found = pieces(TEXT, shown, start, end)
    quoted = [piece.text for piece in found if piece.quoted]
    if 5 <= start < 23 and start < end:
        assert quoted == [TEXT[start:end]]
        assert "".join(piece.text for piece in found) == TEXT[5 : max(end, 23)]
    else:
        assert not quoted
        assert "".join(piece.text for piece in found) == shown.text


@pytest.fixture
def view(corpus_index: Path, open_session: Callable[..., Session]) -> View:
    session = open_session(corpus_index)
    with session.view() as borrowed:
        return borrowed


def test_every_citation_is_found_again(view: View, question: str) -> None:
    answer = view.answerer.answer(Request(question))
    assert answer.citations
    for citation in answer.citations:
        place = Place(citation.document.doc_id, citation.start, citation.end)
        shown = source_view(view.index, place)
        assert [piece.text for piece in shown.pieces if piece.quoted] == [citation.quote]
        assert shown.holds_quote


def test_the_header_says_what_the_document_is(view: View) -> None:
    document = next(d for d in view.index.documents() if d.doc_number == "金政发〔2022〕33号")
    html = source_html(source_view(view.index, Place(document.doc_id, 0, 0)))
    for said in ("金湖县人民政府", "2022-04-22", "江苏省淮安市金湖县（县级）", "已失效", "摘编"):
        assert said in html


def test_steps_end_at_the_ends(view: View) -> None:
    doc_id = view.index.documents()[0].doc_id
    count = len(view.index.passages(doc_id))
    assert source_view(view.index, Place(doc_id, 0, 0, order=-1)).passage.order == 0
    assert source_view(view.index, Place(doc_id, 0, 0, order=count)).passage.order == count - 1


def test_a_passage_of_a_table_is_drawn_with_its_cell_marked(view: View) -> None:
    tables = [
        (document.doc_id, table)
        for document in view.index.documents()
        for table in view.index.tables(document.doc_id)
    ]
    doc_id, table = tables[0]
    cell = next(cell for cell in table.cells if cell.row >= table.header_rows and cell.text)
    shown = source_view(view.index, Place(doc_id, cell.start, cell.end))
    assert shown.grid is not None
    marked = [one.text for row in shown.grid.rows for one in row if one.marked]
    assert marked == [cell.text]


def test_an_unknown_document_is_a_key_error(view: View) -> None:
    with pytest.raises(KeyError):
        source_view(view.index, Place("../../etc/passwd", 0, 1))


def test_a_lost_document_still_shows_the_kept_quote() -> None:
    html = missing_html("某通知", "奖励<30>万元")
    assert "奖励&lt;30&gt;万元" in html


# --- tables ----------------------------------------------------------------------------------


def long_table(rows: int) -> Table:
    cells = tuple(Cell(row, 0, 1, 1, row * 10, row * 10 + 5, f"第{row}行") for row in range(rows))
    return Table("t", "表", 0, rows * 10, rows, 1, 1, 0, cells)


def test_of_a_long_table_the_rows_around_the_quote_are_shown() -> None:
    table = long_table(200)
    around = Passage("p", "d", SECTION, 1500, 1505, "第150行", 0, table_id="t")
    shown = grid_view(table, around, 1500, 1505)
    texts = [cell.text for row in shown.rows for cell in row]
    assert texts[0] == "第0行"
    assert "第150行" in texts
    assert shown.left_out == 200 - len(texts)


def test_the_rows_of_a_short_table_are_all_shown() -> None:
    shown = grid_view(long_table(5), passage(0, 5), 0, 0)
    assert (len(shown.rows), shown.left_out) == (5, 0)


# --- original files --------------------------------------------------------------------------


def test_the_original_of_a_digest_is_the_bundled_file(view: View, tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    for document in view.index.documents():
        path = originals.path(document)
        assert path is not None
        assert path.parent.name == "corpus"


@pytest.mark.parametrize("uri", ["../secret.txt", "corpus/../../secret.txt", "a/../../b", "\x00"])
def test_a_path_upwards_is_no_original(uri: str, view: View, tmp_path: Path) -> None:
    from dataclasses import replace

    (tmp_path / "secret.txt").write_text("x")
    document = view.index.documents()[0]
    hostile = replace(document, source=replace(document.source, uri=uri))
    assert Originals(tmp_path / "uploads").path(hostile) is None


def test_a_changed_file_is_not_handed_out(view: View, tmp_path: Path) -> None:
    from dataclasses import replace

    file = tmp_path / "通知.txt"
    file.write_text("改过")
    document = view.index.documents()[0]
    changed = replace(document, source=replace(document.source, uri=str(file)))
    assert Originals(tmp_path).exists(changed)
    assert Originals(tmp_path).path(changed) is None
