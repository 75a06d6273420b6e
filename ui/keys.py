"""API keys: made once, shown once, kept as hashes with their scopes.

The file `keys.json` stands beside the index folder, so that a rebuilt or restored index keeps its
keys. A key is 256 bits of randomness, so a plain SHA-256 of it cannot be searched back; a slow
password hash would add nothing but delay to each request.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from secrets import token_hex, token_urlsafe

from filelock import FileLock

from ingest.errors import PolicyQAError, UsageError

_PREFIX = "pqa_"


class Scope(StrEnum):
    """What a key may do. `admin` includes `write`, `write` includes `read`."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def includes(self, other: Scope) -> bool:
        order = list(Scope)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept. `key_id` names it in lists and logs; it opens nothing."""

    key_id: str
    name: str
    scope: Scope
    sha256: str
    created_at: str


class KeyStore:
    """The keys of one index folder; a file changed by another process is read again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._keys: tuple[Key, ...] = ()

    @classmethod
    def beside(cls, index: Path) -> KeyStore:
        return cls(index.with_name(f"{index.name}.keys.json"))

    def all(self) -> tuple[Key, ...]:
        """All keys, oldest first."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            self._stamp, self._keys = None, ()
            return ()
        stamp = (found.st_mtime_ns, found.st_size)
        if stamp != self._stamp:
            self._keys, self._stamp = self._read(), stamp
        return self._keys

    def create(self, name: str, scope: Scope) -> tuple[Key, str]:
        """A new key and its secret, which is not kept and cannot be shown again."""
        secret = _PREFIX + token_urlsafe(32)
        key = Key(token_hex(4), name, scope, _hash(secret), _now())
        with self._locked():
            self._write((*self.all(), key))
        return key, secret

    def revoke(self, key_id: str) -> Key:
        """Remove a key.

        Raises:
            UsageError: there is no such key.
        """
        with self._locked():
            for key in self.all():
                if key.key_id == key_id:
                    self._write(tuple(other for other in self.all() if other != key))
                    return key
        raise UsageError(f"没有编号为 {key_id} 的密钥", "请用 policyqa keys list 查看编号")

    def find(self, secret: str) -> Key | None:
        """The key of a secret, in time that does not tell how much of it was right."""
        wanted = _hash(secret)
        found = None
        for key in self.all():
            if hmac.compare_digest(key.sha256, wanted):
                found = key
        return found

    def _locked(self) -> FileLock:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(f"{self._path}.lock", timeout=10)

    def _read(self) -> tuple[Key, ...]:
        try:
            rows = json.loads(self._path.read_text("utf-8"))
            return tuple(Key(**{**row, "scope": Scope(row["scope"])}) for row in rows)
        except (ValueError, TypeError, KeyError) as error:
            raise PolicyQAError(
                f"密钥文件 {self._path} 已损坏", "请删除它并用 policyqa keys create 重新创建密钥"
            ) from error

    def _write(self, keys: Collection[Key]) -> None:
        text = json.dumps([asdict(key) for key in keys], ensure_ascii=False, indent=1)
        aside = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        aside.replace(self._path)
        self._stamp = None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
