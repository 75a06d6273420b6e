"""Web addresses to files that can be ingested; one that cannot be fetched is a row of the report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from ingest.errors import PolicyQAError
from ingest.reports import FileReport, FileStatus
from ui.filenames import safe_name

if TYPE_CHECKING:
    from ingest.sources.web import Fetched


class Fetcher(Protocol):
    """Fetches an address; raises PolicyQAError (`ingest.sources.web.Fetcher` is one)."""

    def fetch(self, url: str) -> Fetched: ...


def download(
    urls: Iterable[str], folder: Path, fetcher: Fetcher
) -> tuple[tuple[Path, ...], tuple[FileReport, ...]]:
    """(files fetched, kept below `folder` by host and name; a row for each failure)."""
    paths: list[Path] = []
    failures: list[FileReport] = []
    for url in urls:
        try:
            fetched = fetcher.fetch(url)
        except PolicyQAError as error:
            failures.append(
                FileReport(url, FileStatus.FAILED, problem=error.problem, remedy=error.remedy)
            )
            continue
        path = folder / safe_name(urlsplit(fetched.url).hostname or "") / safe_name(fetched.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fetched.data)
        paths.append(path)
    return tuple(paths), tuple(failures)
