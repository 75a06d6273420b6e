"""`python -m ingest.index.fill_chroma GENERATION [BASE]`: the Chroma folder of a generation.

With BASE, an older generation, its Chroma folder is copied and only the difference is written.
Runs as a process of its own: Chroma's bindings hold the interpreter lock while they write, and a
database is safely closed only when its process has ended.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np

from ingest.index.chroma_store import EMBEDDED_COLLECTION, embedded_client, fill, update
from ingest.index.isolated import exit_with_parent
from ingest.index.manifest import CHROMA, VECTORS
from ingest.index.vectors import VectorTable

# Chroma keeps deleted records in its graph; beyond this share a new graph is smaller and better.
_MOST_CHANGED = 0.2


def fill_chroma(generation: Path, base: Path | None) -> None:
    """Make the folder `chroma/` of `generation` hold its vectors."""
    table = VectorTable.load(generation / VECTORS)
    folder = generation / CHROMA
    if base is not None and (base / CHROMA).is_dir():
        old = VectorTable.load(base / VECTORS)
        removed, changed = difference(old, table)
        if len(removed) + len(changed) <= _MOST_CHANGED * len(old):
            shutil.copytree(base / CHROMA, folder)
            client = embedded_client(folder)
            update(client, EMBEDDED_COLLECTION, table, removed, changed)
            client.close()  # type: ignore[attr-defined]  # missing in the interface only
            return
    client = embedded_client(folder)
    fill(client, EMBEDDED_COLLECTION, table)
    client.close()  # type: ignore[attr-defined]


def difference(old: VectorTable, new: VectorTable) -> tuple[list[str], np.ndarray]:
    """(ids to delete, rows of `new` to write) that turn `old` into `new`."""
    removed = np.setdiff1d(old.ids, new.ids, assume_unique=True)
    _, old_rows, new_rows = np.intersect1d(
        old.ids, new.ids, assume_unique=True, return_indices=True
    )
    added = np.setdiff1d(np.arange(len(new)), new_rows, assume_unique=True)
    differs = np.any(old.matrix[old_rows] != new.matrix[new_rows], axis=1)
    return [name.decode() for name in removed.tolist()], np.union1d(added, new_rows[differs])


def run(generation: str, base: str | None = None) -> None:
    fill_chroma(Path(generation), None if base is None else Path(base))


if __name__ == "__main__":
    exit_with_parent()
    run(*sys.argv[1:])
