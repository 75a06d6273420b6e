"""/v1/documents and /v1/facts: what the index holds, and changing it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Depends, File, Query, Response, UploadFile
from fastapi import Path as PathParameter
from fastapi import Request as HttpRequest

from ingest.documents import Tier
from ingest.errors import IndexStateError, LimitExceededError, UnsupportedFormatError, os_reason
from ingest.reports import FileReport
from ui.api.access import needs
from ui.api.errors import RefusalError
from ui.api.schemas import DocumentsOut, FactsOut, IngestOut, RemovedOut, WholeDocumentOut
from ui.api.services import Services, services_of
from ui.api.work import in_view
from ui.documents import document_rows, whole_document
from ui.facts import FactQuery, fact_rows
from ui.filenames import safe_name
from ui.ingesting import report_json
from ui.keys import Scope

readers = APIRouter(dependencies=[Depends(needs(Scope.READ))], tags=["documents"])
writers = APIRouter(dependencies=[Depends(needs(Scope.WRITE))], tags=["documents"])
_Services = Annotated[Services, Depends(services_of)]
_DocId = Annotated[str, PathParameter(max_length=200, examples=["3fd0351a8f8cc252"])]
_Name = Annotated[str | None, Query(max_length=200)]
_Offset = Annotated[int, Query(ge=0, le=10_000_000)]
_COPIED_AT_ONCE = 1_000_000


@readers.get("/v1/documents", response_model=DocumentsOut)
async def list_documents(
    http: HttpRequest,
    services: _Services,
    title: _Name = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: _Offset = 0,
) -> Any:
    """Documents by title, without their texts."""
    rows = await in_view(http, services, lambda view, left: document_rows(view.index))
    wanted = [row for row in rows if title is None or title in row["title"]]
    return {"total": len(wanted), "documents": wanted[offset : offset + limit]}


@readers.get("/v1/documents/{doc_id}", response_model=WholeDocumentOut)
async def get_document(http: HttpRequest, services: _Services, doc_id: _DocId) -> Any:
    """One document with its text, sections and tables."""
    try:
        return await in_view(http, services, lambda view, left: whole_document(view.index, doc_id))
    except KeyError:
        raise _unknown(doc_id) from None


@writers.post("/v1/documents", response_model=IngestOut, status_code=201)
async def upload(
    services: _Services,
    files: Annotated[list[UploadFile], File(min_length=1, max_length=100)],
    response: Response,
) -> Any:
    """Ingest uploaded files; a file of the same name as an earlier upload replaces it.

    201 where something was added or updated, 200 where all was known already, 422 where no
    file could be taken in.
    """
    paths = [await _stored(services, file) for file in files]
    report = await _write(services, lambda ingestor: ingestor.ingest(paths, root=services.uploads))
    statuses = {file.status.value for file in report.files}
    if statuses <= {"failed"}:
        raise RefusalError(
            422,
            "；".join(f"{_named(file).path}：{file.problem}" for file in report.files),
            "；".join(dict.fromkeys(file.remedy for file in report.files if file.remedy)),
        )
    if not statuses & {"added", "updated"}:
        response.status_code = 200
    return report_json(replace(report, files=tuple(_named(file) for file in report.files)))


@writers.delete("/v1/documents/{doc_id}", response_model=RemovedOut)
async def remove(http: HttpRequest, services: _Services, doc_id: _DocId) -> Any:
    """Take a document out of the index."""
    known = await in_view(
        http,
        services,
        lambda view, left: any(doc_id == known.doc_id for known in view.index.documents()),
    )
    if not known:
        raise _unknown(doc_id)
    manifest = await _write(services, lambda ingestor: ingestor.remove(doc_id))
    return {"removed": doc_id, "generation": manifest.generation}


@readers.get("/v1/facts", response_model=FactsOut)
async def facts(
    http: HttpRequest,
    services: _Services,
    region: _Name = None,
    tier: Tier | None = None,
    measure: _Name = None,
    subject: _Name = None,
    doc_id: _Name = None,
    limit: Annotated[int, Query(ge=1, le=5000)] = 200,
    offset: _Offset = 0,
) -> Any:
    """Figures with what they are about, where they hold and the clause they stand in."""
    query = FactQuery(region, tier.value if tier else None, measure, subject, doc_id)
    rows = await in_view(http, services, lambda view, left: fact_rows(view.index, query))
    return {"total": len(rows), "facts": rows[offset : offset + limit]}


async def _write(services: Services, change: Any) -> Any:
    """Run a change of the index in a thread; one at a time in this process."""

    def work() -> Any:
        with services.session.ingestor() as ingestor:
            return change(ingestor)

    return await anyio.to_thread.run_sync(work, limiter=services.writers)


async def _stored(services: Services, file: UploadFile) -> Path:
    """The upload under its own (made safe) name in the folder of uploads.

    Raises:
        UnsupportedFormatError, LimitExceededError: before anything is stored.
    """
    from ingest.sources.registry import is_supported_name

    name = safe_name(file.filename or "")
    if not is_supported_name(name):
        raise UnsupportedFormatError(
            f"不支持 {name} 这种格式的文件", "请上传 Word、PDF、OFD、网页、Markdown、表格或文本文件"
        )
    limit = services.settings.max_upload_size
    if file.size is not None and file.size > limit:
        raise LimitExceededError(f"{name} 超过上限 {limit / 1e6:g} MB", "请拆分后再上传")
    target = services.uploads / name
    aside = target.with_name(f".{target.name}.part")
    try:
        services.uploads.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as copy:
            while chunk := await file.read(_COPIED_AT_ONCE):
                await anyio.to_thread.run_sync(copy.write, chunk)
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise IndexStateError(
            f"上传的文件无法保存：{os_reason(error)}", "请检查磁盘空间和权限"
        ) from error
    return target


def _named(file: FileReport) -> FileReport:
    """The report under the name of the upload: where it is kept is the server's affair."""
    return replace(file, path=Path(file.path).name)


def _unknown(doc_id: str) -> RefusalError:
    return RefusalError(404, f"没有编号为 {doc_id} 的文件", "可用 GET /v1/documents 查看全部文件")
