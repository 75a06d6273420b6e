"""Keys are kept as hashes, found by their secret, and gone once revoked."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import PolicyQAError, UsageError
from ui.keys import KeyStore, Scope


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore.beside(tmp_path / "index")


def test_a_secret_finds_its_key(store: KeyStore) -> None:
    store.create("他人", Scope.READ)
    key, secret = store.create("机器人", Scope.WRITE)
    assert store.find(secret) == key
    assert store.find(f"{secret}x") is None


def test_the_secret_is_not_kept(store: KeyStore, tmp_path: Path) -> None:
    _, secret = store.create("机器人", Scope.READ)
    kept = (tmp_path / "index.keys.json").read_text("utf-8")
    assert secret not in kept
    assert (tmp_path / "index.keys.json").stat().st_mode & 0o077 == 0


def test_a_revoked_key_opens_nothing(store: KeyStore) -> None:
    key, secret = store.create("机器人", Scope.READ)
    store.revoke(key.key_id)
    assert store.find(secret) is None
    with pytest.raises(UsageError):
        store.revoke(key.key_id)


def test_a_change_by_another_process_is_seen(store: KeyStore, tmp_path: Path) -> None:
    assert store.all() == ()
    _, secret = KeyStore.beside(tmp_path / "index").create("机器人", Scope.READ)
    assert store.find(secret) is not None


def test_a_broken_file_is_named(store: KeyStore, tmp_path: Path) -> None:
    (tmp_path / "index.keys.json").write_text("{", "utf-8")
    with pytest.raises(PolicyQAError, match=r"index\.keys\.json"):
        store.all()


def test_scopes_include_the_lesser_ones() -> None:
    assert Scope.ADMIN.includes(Scope.WRITE)
    assert Scope.WRITE.includes(Scope.READ)
    assert not Scope.READ.includes(Scope.WRITE)
