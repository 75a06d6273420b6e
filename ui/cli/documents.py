"""`policyqa documents list | show | remove`."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.errors import UsageError
from ui.cli.options import IndexOption, JsonOption

if TYPE_CHECKING:
    from ingest.index.protocol import IndexReader

_documents = typer.Typer(name="documents", help="查看或移除已入库的文件。", no_args_is_help=True)
_DocumentArgument = Annotated[
    str,
    typer.Argument(metavar="编号", help="文件编号，或其开头几位（至少4位）。", show_default=False),
]


def register(app: typer.Typer) -> None:
    _documents.command("list", help="列出全部文件。")(list_documents)
    _documents.command("show", help="显示一个文件的信息和全文。")(show)
    _documents.command("remove", help="从索引中移除一个文件。")(remove)
    app.add_typer(_documents)


def list_documents(json: JsonOption = False, index: IndexOption = None) -> None:
    from ui.cli.opening import opened_index
    from ui.cli.rendering import as_json, inert
    from ui.documents import document_rows

    with opened_index(index) as reader:
        rows = document_rows(reader)
    if json:
        print(as_json({"documents": rows}))
        return
    for row in rows:
        print(inert(f"{row['doc_id']}  {row['title']}"))
        print(inert("    " + _joined(row)))
    print(f"共 {len(rows)} 个文件")


def show(document: _DocumentArgument, json: JsonOption = False, index: IndexOption = None) -> None:
    from ui.cli.opening import opened_index
    from ui.cli.rendering import as_json, inert
    from ui.documents import whole_document

    with opened_index(index) as reader:
        shown = whole_document(reader, _named(reader, document))
    if json:
        print(as_json(shown))
        return
    print(inert(shown["title"]))
    print(inert(_joined(shown)))
    print(inert(f"来源 {shown['source']}；{shown['passages']} 段，{len(shown['tables'])} 个表格\n"))
    print(inert(shown["text"]))


def remove(
    document: _DocumentArgument, json: JsonOption = False, index: IndexOption = None
) -> None:
    from ui.cli.opening import opened_session
    from ui.cli.rendering import as_json, inert

    with opened_session(index) as session:
        with closing(session.store.open()) as reader:
            doc_id = _named(reader, document)
            title = reader.document(doc_id).title
        with session.ingestor() as ingestor:
            generation = ingestor.remove(doc_id).generation
    if json:
        print(as_json({"removed": doc_id, "generation": generation}))
    else:
        print(inert(f"已移除 {doc_id} {title}；当前索引 {generation}"))


def _named(reader: IndexReader, given: str) -> str:
    from ui.documents import match_doc_id

    doc_id = match_doc_id([document.doc_id for document in reader.documents()], given)
    if doc_id is None:
        raise UsageError(
            f"索引里没有编号为 {given} 的文件", "请用 policyqa documents list 查看编号"
        )
    return doc_id


def _joined(row: dict[str, Any]) -> str:
    names = ("doc_number", "issuer", "issued_on", "region", "kind", "validity", "edition")
    return "｜".join(str(row[name]) for name in names if row[name])
