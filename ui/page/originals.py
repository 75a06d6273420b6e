"""The file that a document was read from, where it can still be handed out."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path, PurePosixPath

from ingest.documents import Document


class Originals:
    """Finds original files; only files that documents of the index name, with the bytes that
    were read, are ever handed out.

    Args:
        uploads: the folder that uploaded files are kept in, by name.
    """

    def __init__(self, uploads: Path) -> None:
        self._uploads = uploads

    def path(self, document: Document) -> Path | None:
        """The file, None where it is gone or has changed since."""
        for path in self._candidates(document.source.uri):
            if path.is_file() and _sha256(path) == document.sha256:
                return path
        return None

    def exists(self, document: Document) -> bool:
        """Whether there is a file of the document's name; whether it has changed is not looked at."""
        return any(path.is_file() for path in self._candidates(document.source.uri))

    def _candidates(self, uri: str) -> list[Path]:
        """An absolute path, a name below the uploads, or a file of the bundled corpus."""
        path = Path(uri)
        if "\x00" in uri or ".." in path.parts:
            return []
        if path.is_absolute():
            return [path]
        found = [self._uploads / path]
        if PurePosixPath(uri).parts[:1] == ("corpus",):
            found.append(Path(str(files("corpus"))) / PurePosixPath(uri).name)
        return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
