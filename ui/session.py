"""The composition root of all faces: index folder → embedder → answerer, kept up to date.

A `Session` belongs to one process. Each request borrows a `View` of one index generation; when a
writer switches in a new generation, the next request opens it, requests already running finish
on the old one, and the old one is closed when the last of them has returned it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.errors import IndexStateError, ModelMismatchError
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.embedding.protocol import Embedder
    from ingest.index.building import Progress
    from ingest.index.generations import IndexStore
    from ingest.index.reader import GenerationReader
    from ingest.pipeline import Ingestor
    from ingest.staleness import Staleness
    from qa.answering import Answerer
    from qa.chain import PolicyChain

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """One open generation and the answerer over it."""

    index: GenerationReader
    answerer: Answerer

    @property
    def chain(self) -> PolicyChain:
        """The answerer as a LangChain chain."""
        from qa.chain import PolicyChain

        return PolicyChain(self.answerer)

    @property
    def generation(self) -> str:
        return self.index.manifest.generation


class _Lease:
    """A view, how many requests use it, and whether another one has taken its place."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.users = 0
        self.retired = False


class Session:
    """Opens the configured index and answers over its current generation.

    Args:
        settings: names the index folder, the embedding model and the LLM endpoint, if any.
        opener: makes a view of the current generation; replaced in tests.
    """

    def __init__(self, settings: Settings, opener: Callable[[Session], View] | None = None) -> None:
        self.settings = settings
        self._opener = opener or open_view
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._lease: _Lease | None = None
        self._failed: str | None = None

    @cached_property
    def store(self) -> IndexStore:
        from ingest.index.generations import IndexStore

        return IndexStore(self.settings.index, chroma_url=self.settings.chroma_url)

    @property
    def uses_default_index(self) -> bool:
        """Whether neither an option nor `POLICYQA_INDEX` named an index folder."""
        return "index" not in self.settings.model_fields_set

    @cached_property
    def embedder(self) -> Embedder:
        from ingest.embedding.load import load_embedder

        return load_embedder(self.settings)

    @contextmanager
    def view(self) -> Iterator[View]:
        """The current generation, for the length of one request.

        Raises:
            IndexStateError: there is no index, or none that can be opened.
        """
        lease = self._borrow()
        try:
            yield lease.view
        finally:
            self._give_back(lease)

    @contextmanager
    def ingestor(self) -> Iterator[Ingestor]:
        """An ingestor for files of unknown origin; its parsing process ends with the block."""
        from ingest.assembly import sandboxed_ingestor

        with sandboxed_ingestor(self.settings, self.store, self.embedder) as ingestor:
            yield ingestor

    def ensure_default_index(self, progress: Progress | None = None) -> None:
        """Make the default index of the bundled corpus, where it is missing or of an older model.

        An index folder that the user chose is left as it is.
        """
        if not self.uses_default_index:
            return
        from ingest.assembly import build_ingestor
        from ingest.bundled import TrustedReader, ensure_default_index

        ingestor = build_ingestor(self.store, self.embedder, TrustedReader())
        ensure_default_index(self.store, ingestor, self.embedder.identity, progress)

    def stale(self) -> Staleness:
        """What of the index was made by another version of this program.

        Raises:
            IndexStateError: there is no index that can be opened.
        """
        from ingest.staleness import find_stale

        with self.view() as view:
            return find_stale(view.index)

    def freshen(self, progress: Progress | None = None) -> Staleness:
        """Bring the default index up to date with this program; returns what is stale after it.

        An index that cannot be written now (another process has begun) still answers.

        Raises:
            IndexStateError: there is no index that can be opened.
        """
        if not self.uses_default_index:
            return self.stale()
        try:
            if not (stale := self.stale()):
                return stale
        except ModelMismatchError:
            _log.info("the default index is of another version of the bundled model")
        try:
            self.ensure_default_index(progress)
        except IndexStateError as error:
            _log.warning("由内置文件建立的索引没有更新：%s", error)
        return self.stale()

    def open(self) -> None:
        """Open the current generation now instead of at the first request.

        Raises:
            IndexStateError: there is no index, or none that can be opened.
        """
        self._follow()

    def close(self) -> None:
        """Close the index; requests that still run keep theirs until they end."""
        self._replace(None)

    # --- leases ----------------------------------------------------------------------------

    def _borrow(self) -> _Lease:
        self._follow()
        with self._lock:
            if self._lease is None:
                raise RuntimeError("the session was closed while a request came in")
            self._lease.users += 1
            return self._lease

    def _give_back(self, lease: _Lease) -> None:
        with self._lock:
            lease.users -= 1
            unused = lease.retired and lease.users == 0
        if unused:
            lease.view.index.close()

    def _replace(self, lease: _Lease | None) -> None:
        with self._lock:
            old, self._lease = self._lease, lease
            if old is None:
                return
            old.retired = True
            unused = old.users == 0
        if unused:
            old.view.index.close()

    # --- generations -----------------------------------------------------------------------

    def _follow(self) -> None:
        """Open the current generation if it is not the one in use.

        The first open blocks; while a newer generation is being opened by one request, the
        others go on with the one they have.
        """
        if self._lease is None:
            with self._opening:
                if self._lease is None:
                    self._replace(_Lease(self._opener(self)))
        elif self._switched() and self._opening.acquire(blocking=False):
            try:
                self._move_on()
            finally:
                self._opening.release()

    def _switched(self) -> bool:
        current = self._current()
        return current is not None and current not in (self._generation_in_use(), self._failed)

    def _move_on(self) -> None:
        """Open the new generation; one that cannot be opened leaves the old one in use."""
        current = self._current()
        if current in (None, self._generation_in_use()):
            return
        try:
            self._replace(_Lease(self._opener(self)))
            self._failed = None
        except IndexStateError as error:
            self._failed = current  # not tried again at every request
            _log.error("新一代索引 %s 无法打开，继续使用当前一代：%s", current, error)

    def _generation_in_use(self) -> str | None:
        lease = self._lease
        return None if lease is None else lease.view.generation

    def _current(self) -> str | None:
        try:
            return self.store.current()
        except IndexStateError as error:
            _log.error("%s", error)
            return None


def open_view(session: Session) -> View:
    """The current generation of the session's index with an answerer over it."""
    from qa.assembly import build_answerer

    embedder = session.embedder
    index = session.store.open(embedder.identity, fallback=True)
    return View(index, build_answerer(index, embedder, session.settings))
