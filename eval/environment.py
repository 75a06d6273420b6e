"""What a run was made with: index, data files, code, packages."""

from __future__ import annotations

import hashlib
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from eval.runs import Environment
from ingest.index.protocol import IndexReader

HASHED = {
    "dictionary": "ingest.language:data",
    "gazetteer": "ingest.metadata:data",
    "figures": "ingest.figures:data",
    "rules": "qa:data",
    "code of ingest": "ingest:",
    "code of qa": "qa:",
}
"""What is hashed, by name: package and folder; without a folder its Python files."""

PACKAGES = (
    "policyqa",
    "numpy",
    "tantivy",
    "jieba",
    "rjieba",
    "chromadb",
    "tokenizers",
    "langchain-core",
)


def environment_of(index: IndexReader) -> Environment:
    """The environment of answers over `index`."""
    manifest = index.manifest
    return Environment(
        model=manifest.model.name,
        model_revision=manifest.model.revision,
        generation=manifest.generation,
        documents=manifest.documents,
        passages=manifest.passages,
        revisions=dict(manifest.revisions),
        hashes={name: _hash(place) for name, place in HASHED.items()},
        packages={name: _version(name) for name in PACKAGES},
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()} {sys.implementation.name}",
    )


def _hash(place: str) -> str:
    """First 16 hex digits of the SHA-256 over names and bytes of the files, sorted by name."""
    package, _, folder = place.partition(":")
    digest = hashlib.sha256()
    root = files(package) / folder if folder else files(package)
    for name, file in _files(root, "" if folder else ".py"):
        digest.update(name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Traversable, ending: str, path: str = "") -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{path}/{entry.name}"
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            found += _files(entry, ending, name)
        elif entry.name.endswith(ending):
            found.append((name, entry))
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "未安装"
