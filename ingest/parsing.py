"""A source → a document with its structure, metadata and facts: the rooms in their order."""

from __future__ import annotations

from ingest.blocks import Source
from ingest.documents import ParsedDocument
from ingest.errors import EmptySourceError
from ingest.figures.extract import extract_facts
from ingest.intake import document_id
from ingest.metadata.describe import describe
from ingest.metadata.places import Gazetteer
from ingest.structure.parse import parse


def parse_document(source: Source, uri: str, gazetteer: Gazetteer) -> ParsedDocument:
    """Everything that is known of a source without looking at other documents.

    Raises:
        EmptySourceError: nothing in it could be cited.
        UnknownPlaceError: the front matter of a digest names a place that does not exist.
    """
    structured = parse(source, document_id(source))
    if not structured.passages:
        raise EmptySourceError("没有可以引用的正文", "请确认文件内容完整，不是只有标题或图片")
    document = describe(source, structured.text, structured.sections, uri=uri, gazetteer=gazetteer)
    return ParsedDocument(
        document=document,
        sections=structured.sections,
        tables=structured.tables,
        pages=structured.pages,
        passages=structured.passages,
        facts=extract_facts(document, structured.passages, structured.tables),
        origin=structured.origin,
        warnings=structured.warnings,
    )
