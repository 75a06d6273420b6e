"""Facts of a document, read at ingest: each figure with measure, subject, tier, time and nature."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from ingest.documents import Document, Fact, Nature, Passage, Table
from ingest.figures.cells import column_names, read_bare_cells, row_names
from ingest.figures.dates import DateMention, find_dates
from ingest.figures.statements import Statement, read_statements
from ingest.figures.tiers import find_tiers

_SKIPPED_KINDS = frozenset(("grade",))
_MAX_SUBJECT = 60


def extract_facts(
    document: Document, passages: Sequence[Passage], tables: Sequence[Table]
) -> tuple[Fact, ...]:
    """Facts in order of appearance; figures of a table are read cell by cell."""
    by_id = {table.table_id: table for table in tables}
    return tuple(
        fact
        for passage in passages
        for fact in _of_passage(document, passage, by_id.get(passage.table_id or ""))
    )


def _of_passage(document: Document, passage: Passage, table: Table | None) -> Iterator[Fact]:
    if table is None:
        spans = [(passage.start, passage.end, "")]
    else:
        spans = [
            (cell.start, cell.end, " ".join((*row_names(table, cell), *column_names(table, cell))))
            for cell in table.cells
            if cell.row >= table.header_rows
            and passage.start <= cell.start < cell.end <= passage.end
        ]
        for statement in read_bare_cells(table, passage.start, passage.end):
            yield _fact(document, passage, statement, "", ())
    for start, end, header in spans:
        dates = _moved(document.text, start, end)
        for statement in read_statements(document.text, start, end):
            if statement.quantity.kind not in _SKIPPED_KINDS:
                yield _fact(document, passage, statement, header, dates)


def _moved(text: str, start: int, end: int) -> list[tuple[int, DateMention]]:
    return [(start + mention.start, mention) for mention in find_dates(text[start:end])]


def _fact(
    document: Document,
    passage: Passage,
    statement: Statement,
    header: str,
    dates: Sequence[tuple[int, DateMention]],
) -> Fact:
    text, quantity = document.text, statement.quantity
    clause = statement.clause
    subject = (statement.label or text[clause.start : quantity.outer_start]).strip()[-_MAX_SUBJECT:]
    words = text[clause.start : clause.end]
    heading = " ".join(passage.section.path)
    tiers = find_tiers(subject) or find_tiers(header) or find_tiers(words) or find_tiers(heading)
    key = f"{document.doc_id}:{quantity.start}:{quantity.end}"
    return Fact(
        fact_id=hashlib.sha256(key.encode()).hexdigest()[:16],
        doc_id=document.doc_id,
        passage_id=passage.passage_id,
        start=quantity.start,
        end=quantity.end,
        text=quantity.text,
        clause_start=clause.start,
        clause_end=clause.end,
        measure=measure_of(text[statement.sentence.start : clause.end], quantity.kind),
        subject=f"{header} {subject}".strip(),
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        tier=tiers[-1].tier if tiers else None,
        region_code=document.region_code,
        condition=_condition(text, statement),
        as_of=_as_of(statement, dates, heading),
        nature=_nature(text[statement.sentence.start : clause.end], heading),
        capped=quantity.low is None and quantity.high is not None and not quantity.ranged,
        per_year=bool(re.search(r"每年|年均|全年|/年", words)),
    )


@lru_cache(maxsize=1)
def _measures() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    text = files("ingest.figures").joinpath("data/measures.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        (name, frozenset(kinds.split(",")), re.compile(words)) for name, kinds, words in rows
    )


def measure_of(text: str, kind: str) -> str:
    """What a figure measures (奖励, 罚款, 家数, 比例 …), by its unit and the words around it."""
    for name, kinds, words in _measures():
        if kind in kinds and words.search(text):
            return name
    return {
        "ratio": "比例",
        "points": "比例",
        "money": "金额",
        "duration": "期限",
        "workday": "期限",
    }.get(kind, "数量")


def _condition(text: str, statement: Statement) -> str | None:
    """The clauses before the figure's that state a condition (对…的, …的，)."""
    clauses = [c for c in statement.sentence.clauses if c.end <= statement.clause.start]
    kept = [
        text[c.start : c.end].strip()
        for c in clauses
        if re.search(r"^(?:对|凡|符合|经|如|若|当)|的$|以上$|以下$", text[c.start : c.end].strip())
    ]
    return "，".join(kept) or None


def _as_of(
    statement: Statement, dates: Sequence[tuple[int, DateMention]], heading: str
) -> str | None:
    inside = [m for at, m in dates if statement.sentence.start <= at <= statement.quantity.start]
    if inside:
        return inside[-1].text
    headed = find_dates(heading)
    return headed[-1].text if headed else None


_TARGET = re.compile(r"力争|争取|目标|计划|达到|拟|争创|到20\d\d年|确保|预计|努力")
_STOCK = re.compile(r"截至|截止|目前|现有|已有|共有|总数|累计认定")
_FLOW = re.compile(r"每年|全年|新增|年均|同比")
_STANDARD = re.compile(r"奖|补|罚|处以|标准|条件|不低于|不少于|以上|应当|须")


def _nature(text: str, heading: str) -> Nature:
    for nature, pattern in (
        (Nature.TARGET, _TARGET),
        (Nature.STOCK, _STOCK),
        (Nature.FLOW, _FLOW),
        (Nature.STANDARD, _STANDARD),
    ):
        if pattern.search(text) or (nature is Nature.TARGET and "目标" in heading):
            return nature
    return Nature.UNKNOWN
