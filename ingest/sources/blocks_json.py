"""Sources and errors as JSON: how the parsing process answers. No pickle is ever loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from ingest import errors
from ingest.blocks import Block, Grid, GridCell, OriginSpan, Paragraph, Source
from ingest.errors import SourceError
from ingest.sources.refusal import Refusal


def dump_answer(found: Iterable[Source | Refusal]) -> bytes:
    """`{"found": […]}` in ASCII; lone surrogates, which UTF-8 cannot hold, are escaped."""
    items = [_source(one) if isinstance(one, Source) else {"refused": asdict(one)} for one in found]
    return json.dumps({"found": items}).encode("ascii")


def dump_error(error: SourceError) -> bytes:
    """`{"error": class name, "problem": …, "remedy": …}`."""
    message = {"error": type(error).__name__, "problem": error.problem, "remedy": error.remedy}
    return json.dumps(message).encode("ascii")


def load_answer(data: bytes) -> tuple[Source | Refusal, ...]:
    """The sources and refusals of an answer.

    Raises:
        SourceError: the one the parsing process met, of the same class.
        ValueError: the bytes are no such answer.
    """
    answer = json.loads(data)
    if "error" in answer:
        raise _error_class(answer["error"])(str(answer["problem"]), str(answer["remedy"]))
    return tuple(
        Refusal(**item["refused"]) if "refused" in item else _load_source(item)
        for item in answer["found"]
    )


def _error_class(name: str) -> type[SourceError]:
    found = getattr(errors, name, None)
    if isinstance(found, type) and issubclass(found, SourceError):
        return found
    return SourceError


def _source(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "media_type": source.media_type,
        "parser": source.parser,
        "sha256": source.sha256,
        "blocks": [_block(block) for block in source.blocks],
        "hints": dict(source.hints),
        "wrapped": source.wrapped,
        "attachments": list(source.attachments),
        "warnings": list(source.warnings),
    }


def _block(block: Block) -> list[Any]:
    """A list, not an object: a text of 100,000 lines repeats no keys."""
    if isinstance(block, Paragraph):
        return [
            "p",
            block.text,
            block.heading_level,
            block.page,
            block.label,
            block.centred,
            _origin(block.origin),
        ]
    cells = [
        [cell.row, cell.column, cell.text, cell.row_span, cell.column_span, _origin(cell.origin)]
        for cell in block.cells
    ]
    return ["g", block.rows, block.columns, cells, block.caption, block.header_rows, block.page]


def _origin(origin: Sequence[OriginSpan]) -> list[list[int]]:
    return [[span.offset, span.source_start, span.length] for span in origin]


def _load_source(item: dict[str, Any]) -> Source:
    return Source(
        name=item["name"],
        media_type=item["media_type"],
        parser=item["parser"],
        sha256=item["sha256"],
        blocks=tuple(_load_block(block) for block in item["blocks"]),
        hints=item["hints"],
        wrapped=item["wrapped"],
        attachments=tuple(item["attachments"]),
        warnings=tuple(item["warnings"]),
    )


def _load_block(item: list[Any]) -> Block:
    if item[0] == "p":
        _, text, heading_level, page, label, centred, origin = item
        return Paragraph(text, heading_level, page, label, centred, _load_origin(origin))
    _, rows, columns, cells, caption, header_rows, page = item
    return Grid(
        rows, columns, tuple(_load_cell(cell) for cell in cells), caption, header_rows, page
    )


def _load_cell(item: list[Any]) -> GridCell:
    row, column, text, row_span, column_span, origin = item
    return GridCell(row, column, text, row_span, column_span, _load_origin(origin))


def _load_origin(spans: list[list[int]]) -> tuple[OriginSpan, ...]:
    return tuple(OriginSpan(*span) for span in spans)
