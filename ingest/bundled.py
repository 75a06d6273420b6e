"""The corpus that ships with the program, and the default index that is made from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from ingest.blocks import Source
from ingest.embedding.protocol import ModelIdentity
from ingest.errors import ModelMismatchError
from ingest.index.building import Progress
from ingest.index.generations import IndexStore
from ingest.pipeline import Ingestor
from ingest.sources.read import read_bytes
from ingest.sources.refusal import Refusal
from ingest.staleness import find_stale

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
    """Make the default index where there is none yet, and bring one of another version up to date.

    The user chose neither its files nor its model, so an upgrade must leave nothing to mend: with
    another version of the bundled model it is embedded again, with another version of the code
    the bundled files are read again, those that the user has removed excepted.

    Raises:
        IndexStateError: the index folder cannot be written or read.
    """
    if store.current() is None:
        _ingest_bundled(ingestor, frozenset(), progress)
        return
    try:
        with closing(store.open(model)) as reader:
            stale, removed = find_stale(reader), reader.catalogue.removed_uris()
    except ModelMismatchError as error:
        if store.open().manifest.model.name != model.name:
            raise error
        ingestor.rebuild(progress)
        ensure_default_index(store, ingestor, model, progress)
        return
    if stale:
        _ingest_bundled(ingestor, removed, progress)


def _ingest_bundled(
    ingestor: Ingestor, unwanted: Collection[str], progress: Progress | None
) -> None:
    with bundled_corpus() as paths:
        root = paths[0].parent.parent
        wanted = [path for path in paths if path.relative_to(root).as_posix() not in unwanted]
        ingestor.ingest(wanted, root=root, progress=progress)
