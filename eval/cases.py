"""Gold cases: a question, the facts a right answer holds, and the evidence for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ingest.errors import CaseError
from qa.answers import Status


@dataclass(frozen=True, slots=True)
class Case:
    """One gold case.

    `facts` are groups of acceptable variants; an answer must hit every group. `forbidden` are
    strings that show a wrong figure, place, tier or year. `documents` are prefixes of the names
    of the files that hold `evidence` (exact substrings of them). `history` are earlier questions,
    oldest first.
    """

    case_id: str
    question: str
    type: str
    expected: Status
    facts: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    note: str = ""
    history: tuple[str, ...] = ()
    as_of: date | None = None

    @property
    def answerable(self) -> bool:
        """Whether the right answer holds facts (a conflict does, a question back does not)."""
        return bool(self.facts)


class _Line(BaseModel):
    """A line of a gold file; unknown fields are refused, so that a misspelt one is seen."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    type: str = Field(min_length=1)
    answerable: bool
    facts: list[list[str]]
    forbidden: list[str] = []
    doc: list[str] = []
    evidence: list[str] = []
    note: str = ""
    history: list[str] = []
    as_of: date | None = None
    status: Status | None = None

    @model_validator(mode="after")
    def _facts_fit_the_expectation(self) -> _Line:
        if self.answerable != bool(self.facts):
            raise ValueError("answerable 为 true 时 facts 不能为空，为 false 时必须为空")
        if any(not group or not all(group) for group in self.facts):
            raise ValueError("facts 的每一组至少要有一个非空写法")
        return self

    def case(self) -> Case:
        expected = Status.ANSWERED if self.answerable else Status.INSUFFICIENT
        return Case(
            case_id=self.id,
            question=self.question,
            type=self.type,
            expected=self.status or expected,
            facts=tuple(tuple(group) for group in self.facts),
            forbidden=tuple(self.forbidden),
            documents=tuple(self.doc),
            evidence=tuple(self.evidence),
            note=self.note,
            history=tuple(self.history),
            as_of=self.as_of,
        )


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold file or folder: its name, the SHA-256 of its bytes, its cases in order."""

    name: str
    sha256: str
    cases: tuple[Case, ...]


def load_gold(path: Path) -> GoldSet:
    """A gold file or folder; errors as in `load_cases`."""
    digest = hashlib.sha256()
    for file in gold_files(path):
        digest.update(file.read_bytes())
    return GoldSet(path.name, digest.hexdigest(), load_cases(path))


def gold_files(path: Path) -> tuple[Path, ...]:
    """The gold files at `path`: itself, or the `*.jsonl` directly in a folder, by name.

    Raises:
        CaseError: nothing is there.
    """
    files = tuple(sorted(path.glob("*.jsonl"))) if path.is_dir() else (path,)
    if not files or not all(file.is_file() for file in files):
        raise CaseError(
            f"没有找到评测集 {path}", "请给出一个 .jsonl 文件，或放有 .jsonl 文件的目录"
        )
    return files


def bundled_gold() -> Path:
    """The gold set over the bundled corpus."""
    return Path(str(files("eval") / "gold"))


def load_cases(path: Path) -> tuple[Case, ...]:
    """All cases of a gold file or folder, in order.

    Raises:
        CaseError: a line is wrong (named by file and line number), or an id stands twice.
    """
    return _distinct([pair for file in gold_files(path) for pair in _read(file)])


def _read(file: Path) -> Iterator[tuple[str, Case]]:
    """(where, case) for each line that is not blank."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise CaseError(f"评测集 {file} 不是 UTF-8 文本", "请另存为 UTF-8") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{file}:{number}"
            yield where, _parse(line, where)


def _parse(line: str, where: str) -> Case:
    try:
        return _Line.model_validate_json(line).case()
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "整行"
        raise CaseError(
            f"{where} 不是有效的评测用例：{field}：{first['msg']}",
            "字段说明见 eval/gold/README.md",
        ) from error


def _distinct(cases: Sequence[tuple[str, Case]]) -> tuple[Case, ...]:
    seen: dict[str, str] = {}
    for where, case in cases:
        if case.case_id in seen:
            raise CaseError(
                f"{where} 的 id {case.case_id} 与 {seen[case.case_id]} 重复", "请换一个 id"
            )
        seen[case.case_id] = where
    return tuple(case for _, case in cases)
