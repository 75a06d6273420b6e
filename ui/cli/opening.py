"""How a command opens the index: the default one is built from the bundled corpus at first use."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import ModelMismatchError
from ui.cli.options import load_settings
from ui.cli.progress import shown_progress
from ui.session import Session, View

if TYPE_CHECKING:
    from ingest.index.reader import GenerationReader


@contextmanager
def opened_session(index: Path | None) -> Iterator[Session]:
    """The session of a command; its index is closed with the block."""
    session = Session(load_settings(index))
    try:
        if session.uses_default_index and session.store.current() is None:
            _build_default(session)
        yield session
    finally:
        session.close()


@contextmanager
def opened_view(index: Path | None) -> Iterator[View]:
    """The current generation with its answerer, for the length of one command."""
    with opened_session(index) as session:
        try:
            session.open()
        except ModelMismatchError:
            if not session.uses_default_index:
                raise
            _build_default(session)  # an upgrade brought another model
        _tell_stale(session)
        with session.view() as view:
            yield view


@contextmanager
def opened_index(index: Path | None) -> Iterator[GenerationReader]:
    """The current generation without a model, for commands that only look things up."""
    with opened_session(index) as session, closing(session.store.open(fallback=True)) as reader:
        yield reader


def _tell_stale(session: Session) -> None:
    """Bring the default index up to date; of another one, say what its user can do."""
    stale = session.stale()
    if stale and session.uses_default_index:
        print("程序已更新，正在重新读取内置文件……", file=sys.stderr)
        with shown_progress() as progress:
            stale = session.freshen(progress)
    if stale:
        print(stale.notice, file=sys.stderr)


def _build_default(session: Session) -> None:
    print("正在由内置文件建立索引……", file=sys.stderr)
    with shown_progress() as progress:
        session.ensure_default_index(progress)
