"""How a command opens the index: the default one is built from the bundled corpus at first use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli.options import load_settings, uses_default_index
from ui.cli.progress import shown_progress
from ui.session import Session, View

if TYPE_CHECKING:
    from ingest.index.reader import GenerationReader


@contextmanager
def opened_session(index: Path | None) -> Iterator[Session]:
    """The session of a command; its index is closed with the block."""
    settings = load_settings(index)
    session = Session(settings)
    if uses_default_index(settings) and session.store.current() is None:
        from ingest.bundled import ensure_default_index

        with shown_progress() as progress:
            ensure_default_index(settings, progress)
    try:
        yield session
    finally:
        session.close()


@contextmanager
def opened_view(index: Path | None) -> Iterator[View]:
    """The current generation with its answerer, for the length of one command."""
    with opened_session(index) as session, session.view() as view:
        yield view


@contextmanager
def opened_index(index: Path | None) -> Iterator[GenerationReader]:
    """The current generation without a model, for commands that only look things up."""
    with opened_session(index) as session, closing(session.store.open(fallback=True)) as reader:
        yield reader
