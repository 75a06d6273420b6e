"""The corpus that ships with the program, and the default index that is made from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from ingest.documents import Source
from ingest.embedding.protocol import ModelIdentity
from ingest.errors import ModelMismatchError
from ingest.index.building import Progress
from ingest.index.generations import IndexStore
from ingest.pipeline import Ingestor
from ingest.sources.read import read_bytes
from ingest.sources.refusal import Refusal

_README = "README.md"


@contextmanager
def bundled_corpus() -> Iterator[tuple[Path, ...]]:
    """The files of the bundled digests, for the length of a `with` block."""
    with as_file(files("corpus")) as folder:
        yield tuple(sorted(path for path in folder.glob("*.md") if path.name != _README))


class TrustedReader:
    """Reads files of the program itself in this process: they need no sandbox."""

    def read(self, path: Path) -> tuple[Source | Refusal, ...]:
        return read_bytes(path.read_bytes(), path.name)


def ensure_default_index(
    store: IndexStore,
    ingestor: Ingestor,
    model: ModelIdentity,
    progress: Progress | None = None,
) -> None:
    """Make the default index where there is none yet.

    Where there is one that another version of the bundled model made, it is embedded again: the
    user chose neither model, so an upgrade must not leave an error for the user to mend.

    Raises:
        IndexStateError: the index folder cannot be written or read.
    """
    if store.current() is None:
        with bundled_corpus() as paths:
            ingestor.ingest(paths, root=paths[0].parent.parent, progress=progress)
        return
    try:
        store.open(model).close()
    except ModelMismatchError as error:
        if store.open().manifest.model.name != model.name:
            raise error
        ingestor.rebuild(progress)
