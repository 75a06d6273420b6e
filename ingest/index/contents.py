"""What of a passage is indexed: title, heading path and body, one row a passage."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from ingest.documents import Document, Section


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The indexed texts of one passage.

    `heading` is the heading path and, for a table row, the header line of its table: both name
    what the body is about without standing in it.
    """

    passage_id: str
    doc_id: str
    title: str
    heading: str
    body: str

    @classmethod
    def of(
        cls,
        passage_id: str,
        document: Document,
        section: Section,
        start: int,
        end: int,
        header: str | None,
    ) -> IndexEntry:
        return cls(
            passage_id=passage_id,
            doc_id=document.doc_id,
            title=document.title,
            heading="\n".join([*section.path, *([header] if header else [])]),
            body=document.text[start:end],
        )

    @property
    def embedded_text(self) -> str:
        """What the embedding model sees: title and headings place a passage that names neither."""
        return "\n".join(part for part in (self.title, self.heading, self.body) if part)

    @property
    def content_hash(self) -> bytes:
        """Equal for passages whose vectors are equal, whatever document they stand in."""
        return hashlib.sha256(self.embedded_text.encode("utf-8", "surrogatepass")).digest()
