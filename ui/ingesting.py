"""Ingest reports as JSON: the same in the command line and the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.reports import FileReport, IngestReport


def report_json(report: IngestReport) -> dict[str, Any]:
    """The `ingest --json` object of the contract."""
    return {"generation": report.generation, "files": [file_json(file) for file in report.files]}


def file_json(file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        "status": file.status.value,
        "doc_id": file.doc_id,
        "passages": file.passages,
        "tables": file.tables,
        "problem": file.problem,
        "remedy": file.remedy,
    }
