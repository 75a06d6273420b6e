"""The command line in this process: arguments in, exit code and both streams out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

import ingest.embedding.load
from ui.cli.main import run


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def policyqa(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, hashing_embedder: Any
) -> Callable[..., Outcome]:
    monkeypatch.setattr(ingest.embedding.load, "load_embedder", lambda settings: hashing_embedder)

    def call(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        sys.stdout.flush()
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call
