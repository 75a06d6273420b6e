"""The index folder: generations built aside, proved, and switched by one atomic rename.

CURRENT                       the name of the generation in use
lock, lock.holder             one writer at a time, and which
generations/<id>/             sealed, never changed again
generations/<random>.tmp/     being built, or left behind by a writer that died
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

from ingest.embedding.protocol import ModelIdentity
from ingest.errors import IndexDamagedError, IndexMissingError, IndexStateError, os_reason
from ingest.index.backup import extract_backup, write_backup
from ingest.index.building import ChromaWriting, Progress, Tools, silent
from ingest.index.manifest import VECTORS, Seal, sum_files
from ingest.index.protocol import Manifest
from ingest.index.reader import EXACT_LIMIT, GenerationReader, damaged, open_generation
from ingest.index.transaction import Transaction
from ingest.index.vectors import VectorTable
from ingest.index.verify import verify_contents, verify_generation
from ingest.index.writer_lock import WriterLock

_log = logging.getLogger(__name__)
_POINTER = "CURRENT"
_UNFINISHED = ".tmp"


class IndexStore:
    """An index folder.

    Args:
        path: the folder; made by the first write.
        chroma_url: keep the vectors on this Chroma server instead of in the generations.
        exact_limit: passages up to which vectors are searched exactly (see `reader`).
    """

    def __init__(
        self, path: Path, *, chroma_url: str | None = None, exact_limit: int = EXACT_LIMIT
    ) -> None:
        self.path = path
        self._generations = path / "generations"
        self._chroma_url = chroma_url
        self._exact_limit = exact_limit

    # --- reading ---

    def current(self) -> str | None:
        """The generation in use; None where there is no index. Costs one small read."""
        try:
            return (self.path / _POINTER).read_text("ascii").strip() or None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise damaged(_POINTER, f"指针文件无法读取（{error}）") from error

    def generations(self) -> tuple[str, ...]:
        """Names of all complete generations, oldest first."""
        if not self._generations.is_dir():
            return ()
        names = (path.name for path in self._generations.iterdir() if path.is_dir())
        return tuple(sorted(name for name in names if not name.endswith(_UNFINISHED)))

    def folder(self, generation: str) -> Path:
        return self._generations / generation

    def open(
        self, model: ModelIdentity | None = None, *, thorough: bool = False, fallback: bool = False
    ) -> GenerationReader:
        """The current generation, opened for reading.

        Args:
            model: the configured model; None takes any.
            thorough: prove every file by its checksum, whatever the size of the index.
            fallback: where the current generation is damaged, log a warning and open the latest
                older one that is not.

        Raises:
            IndexMissingError, IndexDamagedError, IndexFormatError, ModelMismatchError.
        """
        current = self._existing()
        try:
            return self._open(current, model, thorough)
        except IndexDamagedError as error:
            if self.current() != current:  # switched, and the old one collected, meanwhile
                return self.open(model, thorough=thorough, fallback=fallback)
            if not fallback:
                raise
            _log.warning("当前索引 %s 不可用，改用较早的一代：%s", current, error)
            return self._open_older(current, model, error)

    def _open_older(
        self, current: str, model: ModelIdentity | None, cause: IndexDamagedError
    ) -> GenerationReader:
        for older in reversed([name for name in self.generations() if name < current]):
            try:
                return self._open(older, model, thorough=True)
            except IndexStateError as error:
                _log.warning("索引 %s 也不可用：%s", older, error)
        raise cause

    def _open(
        self, generation: str, model: ModelIdentity | None, thorough: bool
    ) -> GenerationReader:
        return open_generation(
            self.folder(generation),
            model,
            thorough=thorough,
            chroma_url=self._chroma_url,
            exact_limit=self._exact_limit,
        )

    def _existing(self) -> str:
        current = self.current()
        if current is None:
            raise IndexMissingError(
                f"{self.path} 没有索引",
                "请先运行 policyqa ingest 文件或目录，或用 --index 指定索引目录",
            )
        return current

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the current generation, one line each; empty: nothing.

        Raises:
            IndexMissingError, IndexDamagedError, IndexFormatError: it cannot even be looked at.
        """
        return verify_generation(self.folder(self._existing()))

    # --- writing ---

    @contextmanager
    def write(self, tools: Tools, progress: Progress | None = None) -> Iterator[Transaction]:
        """Change the index: a `with` block over a `Transaction` that ends in its `commit()`.

        A block left without a commit, or by an error, changes nothing.

        Raises:
            IndexLockedError: another process is writing.
            IndexDamagedError, IndexFormatError, ModelMismatchError: there is an index that
                cannot be added to.
            IndexStateError: the disk is full, or the new generation did not pass its check.
        """
        with self._locked(), self._workshop() as folder:
            current = self.current()
            base = None if current is None else self._open(current, tools.embedder.identity, False)
            try:
                yield Transaction(self, folder, base, tools, progress or silent)
            finally:
                if base is not None:
                    base.close()

    def rebuild(self, tools: Tools, progress: Progress | None = None) -> Manifest:
        """A new generation from the catalogue of the current one.

        Vectors are kept where they are intact and of the configured model, else computed again;
        lexical index and Chroma are always made anew.
        """
        with self._locked(), self._workshop() as folder:
            transaction = Transaction.from_catalogue(
                self, folder, self.folder(self._existing()), tools, progress or silent
            )
            return transaction.commit()

    def publish(self, folder: Path, seal: Seal) -> Manifest:
        """Seal the finished `folder`, prove it, and make it the current generation.

        Called by the writer that holds the lock.
        """
        number = max((int(name.split("-")[0]) for name in self.generations()), default=0) + 1
        generation = f"{number:06d}-{seal.contents[:12]}"
        seal = replace(seal, manifest=replace(seal.manifest, generation=generation))
        seal.write(folder)
        _sync(folder)
        if problems := verify_contents(folder):
            raise IndexStateError(
                f"新索引没有通过校验：{problems[0]}", "原有索引没有改动；请检查磁盘后重试"
            )
        target = self.folder(generation)
        folder.rename(target)
        _sync_folder(self._generations)
        if self._chroma_url is not None:
            self._fill_server(target)
        self._point_at(generation)
        return seal.manifest

    def backup(self, file: Path) -> None:
        """Write the current generation to one portable file.

        Raises:
            IndexMissingError, IndexDamagedError: there is no index worth keeping.
            IndexStateError: the file cannot be written.
        """
        write_backup(self.folder(self._existing()), file)

    def restore(self, file: Path) -> Manifest:
        """Make the contents of a backup the current generation; the replaced one stays behind it.

        Raises:
            IndexDamagedError, IndexFormatError: the file is no backup that can be read.
            IndexStateError: it cannot be restored here.
        """
        with self._locked(), self._workshop() as folder:
            seal = extract_backup(file, folder)
            if self.embedded_chroma:
                with ChromaWriting(folder) as chroma:
                    chroma.wait()
            return self.publish(
                folder, replace(seal, parent=self.current(), files=sum_files(folder))
            )

    def rollback(self) -> Manifest:
        """Make the generation current that the current one was made from.

        Raises:
            IndexMissingError: there is none.
            IndexDamagedError: it is damaged itself.
        """
        with self._locked():
            current = self._existing()
            parent = self._parent(current)
            if problems := verify_generation(self.folder(parent)):
                raise damaged(parent, problems[0])
            self._point_at(parent)
            return Seal.read(self.folder(parent)).manifest

    def _parent(self, current: str) -> str:
        try:
            parent = Seal.read(self.folder(current)).parent
        except IndexDamagedError:  # its manifest is gone: the latest older one
            parent = max((name for name in self.generations() if name < current), default=None)
        if parent is None or parent not in self.generations():
            raise IndexMissingError(
                f"索引 {current} 之前没有保留更早的一代", "可用 policyqa restore 从备份恢复"
            )
        return parent

    def collect_garbage(self, keep: int = 3) -> tuple[str, ...]:
        """Delete all but the current and the newest generations, `keep` in all; returns names."""
        with self._locked():
            current = self.current()
            others = [name for name in self.generations() if name != current]
            doomed = tuple(others[: max(0, len(others) - (keep - 1))])
            for generation in doomed:
                self._delete(generation)
            return doomed

    def _delete(self, generation: str) -> None:
        if self._chroma_url is not None:
            from ingest.index.chroma_store import drop, server_client, server_collection

            drop(server_client(self._chroma_url), server_collection(generation))
        # renamed first: a half-deleted folder must not look like a generation
        doomed = self._generations / f"{token_hex(4)}{_UNFINISHED}"
        self.folder(generation).rename(doomed)
        shutil.rmtree(doomed)

    def _fill_server(self, generation: Path) -> None:
        from ingest.index.chroma_store import fill, server_client, server_collection

        table = VectorTable.load(generation / VECTORS)
        fill(server_client(self._chroma_url or ""), server_collection(generation.name), table)

    def _point_at(self, generation: str) -> None:
        pointer = self.path / _POINTER
        aside = pointer.with_name(f"{_POINTER}.new")
        with aside.open("w", encoding="ascii") as file:
            file.write(f"{generation}\n")
            file.flush()
            os.fsync(file.fileno())
        aside.replace(pointer)
        _sync_folder(self.path)

    @property
    def embedded_chroma(self) -> bool:
        """Whether generations carry a Chroma folder of their own."""
        return self._chroma_url is None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        lock = WriterLock(self.path)
        try:
            self._generations.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except OSError as error:
            raise IndexStateError(
                f"索引目录 {self.path} 无法写入（{os_reason(error)}）",
                "请检查路径和权限，或用 --index 指定另一目录",
            ) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _workshop(self) -> Iterator[Path]:
        """An empty folder to build in; what is left of it, and of dead writers, is deleted."""
        for left in self._generations.glob(f"*{_UNFINISHED}"):
            shutil.rmtree(left)
        folder = self._generations / f"{token_hex(4)}{_UNFINISHED}"
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)  # renamed after a commit


def _sync(folder: Path) -> None:
    """All files and folders below `folder` are on disk when this returns."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
