"""What a cold `policyqa ask` must not load: each of these takes longer than the answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_HEAVY = (
    "torch",
    "sentence_transformers",
    "transformers",
    "chromadb",
    "langchain_core",
    "langchain_openai",
    "onnxruntime",
    "gradio",
    "fastapi",
    "uvicorn",
    "mcp",
    "pdfplumber",
    "trafilatura",
    "openpyxl",
)
_SCRIPT = """
import importlib.util, json, sys

spec = importlib.util.spec_from_file_location("faces", sys.argv[1])
faces = importlib.util.module_from_spec(spec)
spec.loader.exec_module(faces)

import ingest.embedding.load
from ui.cli.main import run

ingest.embedding.load.load_embedder = lambda settings: faces.HashingEmbedder()
code = run(["ask", faces.QUESTION, "--index", sys.argv[2]])
loaded = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps(loaded), file=sys.stderr)
sys.exit(code)
"""


def test_an_answer_loads_nothing_heavy(corpus_index: Path) -> None:
    conftest = Path(__file__).parents[1] / "conftest.py"
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(conftest), str(corpus_index)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "30万元" in done.stdout
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert loaded.isdisjoint(_HEAVY)


_SERVER_SCRIPT = """
import json, sys

import ui.serving, ui.starting
listening = sorted({name.partition(".")[0] for name in sys.modules})
import ui.server
print(json.dumps([listening, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def test_a_server_listens_before_it_loads_what_is_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SERVER_SCRIPT], capture_output=True, text=True, check=True
    )
    listening, serving = (set(names) for names in json.loads(done.stdout))
    assert listening.isdisjoint(_HEAVY)
    assert "mcp" not in serving
