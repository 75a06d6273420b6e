"""`policyqa doctor`: what a user needs to know when something does not work."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ingest.errors import PolicyQAError
from ui.cli.options import IndexOption, JsonOption, load_settings

if TYPE_CHECKING:
    from ingest.settings import Settings

_NEEDED = ("numpy", "tantivy", "rjieba", "langchain-core", "chromadb", "tokenizers", "safetensors")
_LEAST_FREE = 500_000_000
_MARKS = {True: "正常", False: "有问题", None: "提示"}


@dataclass(frozen=True, slots=True)
class Check:
    """`ok` is None for something optional that is not there."""

    name: str
    ok: bool | None
    found: str
    remedy: str = ""


def register(app: typer.Typer) -> None:
    app.command("doctor", help="检查运行环境、索引和模型，说明问题和办法。")(doctor)


def doctor(json: JsonOption = False, index: IndexOption = None) -> None:
    from ui.cli.rendering import as_json

    checks = tuple(run_checks(load_settings(index)))
    failed = any(check.ok is False for check in checks)
    if json:
        print(as_json({"ok": not failed, "checks": [asdict(check) for check in checks]}))
    else:
        for check in checks:
            remedy = f"。{check.remedy}" if check.remedy else ""
            print(f"[{_MARKS[check.ok]}] {check.name}：{check.found}{remedy}")
    if failed:
        raise typer.Exit(1)


def run_checks(settings: Settings) -> Iterator[Check]:
    """All checks; one that raises is a failed check and the others go on."""
    checks: tuple[Callable[[Settings], Check], ...] = (
        _python,
        _packages,
        _index,
        _model,
        _word_files,
        _llm,
        _disk,
    )
    for check in checks:
        try:
            yield check(settings)
        except PolicyQAError as error:
            yield Check(_title(check), False, error.problem, error.remedy)


def _title(check: Callable[[Settings], Check]) -> str:
    return {"_index": "索引", "_model": "嵌入模型"}.get(check.__name__, check.__name__)


def _python(settings: Settings) -> Check:
    ok = sys.version_info >= (3, 11)
    return Check("Python", ok, platform.python_version(), "" if ok else "请换用 3.11 以上的版本")


def _packages(settings: Settings) -> Check:
    found, missing = [], []
    for name in _NEEDED:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check(
            "软件包", False, f"缺少 {'、'.join(missing)}", f"请运行 pip install {' '.join(missing)}"
        )
    return Check("软件包", True, "，".join(found))


def _index(settings: Settings) -> Check:
    from ingest.staleness import find_stale
    from ui.session import Session

    session = Session(settings)
    store = session.store
    if store.current() is None:
        default = session.uses_default_index
        hint = "首次提问时会由内置文件建立" if default else "请运行 policyqa ingest"
        return Check("索引", None, f"{settings.index} 还没有索引", hint)
    with closing(store.open()) as reader:
        manifest, stale = reader.manifest, find_stale(reader)
    found = f"{settings.index}，{manifest.generation}，{manifest.documents} 个文件 {manifest.passages} 段"
    remedy = "下次提问时会自动更新" if stale and session.uses_default_index else stale.notice
    return Check("索引", None if stale else True, found, remedy)


def _model(settings: Settings) -> Check:
    from ui.session import Session

    session = Session(settings)
    identity = session.embedder.identity
    found = f"{identity.name}（{identity.revision[:12]}，{identity.dimension} 维）"
    if session.store.current() is not None:
        with closing(session.store.open(identity)):
            found += "，与索引一致"
    return Check("嵌入模型", True, found)


def _word_files(settings: Settings) -> Check:
    programs = [name for name in ("soffice", "libreoffice", "antiword") if shutil.which(name)]
    if programs:
        return Check("旧版 Word 文件（.doc）", True, f"可用 {'、'.join(programs)}")
    return Check(
        "旧版 Word 文件（.doc）",
        None,
        "没有 LibreOffice 或 antiword",
        "需要读 .doc 时请安装其一，或先另存为 .docx",
    )


def _llm(settings: Settings) -> Check:
    if settings.llm_base_url is None:
        return Check(
            "大语言模型",
            None,
            "未配置，由内置的阅读器回答",
            "可设 POLICYQA_LLM_BASE_URL 和 POLICYQA_LLM_MODEL",
        )
    if settings.llm_model is None:
        return Check(
            "大语言模型", False, f"{settings.llm_base_url}，没有指定模型", "请设 POLICYQA_LLM_MODEL"
        )
    return Check("大语言模型", True, f"{settings.llm_base_url}，{settings.llm_model}")


def _disk(settings: Settings) -> Check:
    folder = _existing(settings.index)
    free = shutil.disk_usage(folder).free
    ok = free >= _LEAST_FREE
    return Check("磁盘", ok, f"{folder} 余 {free / 1e9:.1f} GB", "" if ok else "请腾出空间")


def _existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.absolute().parents) if folder.exists())
