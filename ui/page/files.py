"""What the page lets a reader download: original files, figures, ratings."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel

from ingest.errors import IndexStateError
from ui.page.exports import csv_bytes, workbook_bytes
from ui.page.facts import FactRow, chosen_rows

if TYPE_CHECKING:
    from ui.feedback import FeedbackStore
    from ui.page.library import Library
    from ui.page.originals import Originals

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A file of unknown origin is saved, never shown: it could be a page with scripts.
_INERT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


class _Chosen(BaseModel):
    """The filters of the table of figures, as in `ui.page.facts.chosen_rows`."""

    measure: str = ""
    region: str = ""
    words: str = ""
    tier: list[str] = []


def download_routes(library: Library, originals: Originals, feedback: FeedbackStore) -> APIRouter:
    """Routes below `/page`; they are part of the page, not of the API."""
    router = APIRouter(prefix="/page", include_in_schema=False)

    @router.get("/original/{doc_id}")
    def original(doc_id: str) -> FileResponse:
        try:
            with library.view() as view:
                document = view.index.document(doc_id)
        except (KeyError, IndexStateError) as error:
            raise HTTPException(404, "没有这份文件") from error
        path = originals.path(document)
        if path is None:
            raise HTTPException(404, "原文件已不在，或入库后被改动")
        return FileResponse(
            path, media_type="application/octet-stream", filename=path.name, headers=_INERT
        )

    @router.get("/facts.csv")
    def facts_csv(chosen: Annotated[_Chosen, Query()]) -> Response:
        return _attachment(
            csv_bytes(_rows(library, chosen)), "text/csv; charset=utf-8", "政策数据.csv"
        )

    @router.get("/facts.xlsx")
    def facts_workbook(chosen: Annotated[_Chosen, Query()]) -> Response:
        return _attachment(workbook_bytes(_rows(library, chosen)), _WORKBOOK, "政策数据.xlsx")

    @router.get("/feedback/gold.jsonl")
    def gold() -> Response:
        text = "".join(f"{line}\n" for line in feedback.gold_lines())
        return _attachment(text.encode(), "application/x-ndjson", "评测题.jsonl")

    @router.get("/feedback/ratings.jsonl")
    def ratings() -> Response:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in feedback.ratings())
        text = "".join(f"{line}\n" for line in lines)
        return _attachment(text.encode(), "application/x-ndjson", "读者评价.jsonl")

    return router


def _rows(library: Library, chosen: _Chosen) -> list[FactRow]:
    try:
        return chosen_rows(
            library.facts(),
            measure=chosen.measure,
            region=chosen.region,
            tiers=chosen.tier,
            words=chosen.words,
        )
    except IndexStateError as error:
        raise HTTPException(503, str(error)) from error


def _attachment(data: bytes, media_type: str, name: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(
        data, media_type=media_type, headers={**_INERT, "Content-Disposition": disposition}
    )
