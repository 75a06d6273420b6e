"""What of a passage is indexed: title, heading path and body, one row a passage."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass


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
        doc_id: str,
        title: str,
        path: Sequence[str],
        header: str | None,
        body: str,
    ) -> IndexEntry:
        heading = "\n".join((*path, header) if header else path)
        return cls(passage_id, doc_id, title, heading, body)

    @property
    def embedded_text(self) -> str:
        """What the embedding model sees: title and headings place a passage that names neither."""
        return "\n".join(part for part in (self.title, self.heading, self.body) if part)

    @property
    def content_hash(self) -> bytes:
        """Equal for passages whose vectors are equal, whatever document they stand in."""
        return hashlib.sha256(self.embedded_text.encode("utf-8", "surrogatepass")).digest()
