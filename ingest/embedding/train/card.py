"""The model card: `card.md` with the numbers of the run filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from string import Template

from ingest.embedding.train.config import TrainingConfig
from ingest.embedding.train.evaluate import Row


def write_card(
    folder: Path,
    config: TrainingConfig,
    pairs: Mapping[str, int],
    rows: Sequence[Row],
    dense_weight: float,
) -> None:
    """Write `README.md` beside the model."""
    package = resources.files("ingest.embedding.train")
    template = Template(package.joinpath("card.md").read_text("utf-8"))
    card = template.substitute(
        pairs=_table(
            ("来源", "对数", "占批次份额"),
            [
                (name, f"{count:,}", f"{config.sources.get(name, 0):g}")
                for name, count in pairs.items()
            ],
        ),
        settings=_table(
            ("设置", "值"),
            [(name, f"{value}") for name, value in asdict(config).items() if name != "sources"],
        ),
        scores=_table(
            ("题集", "词法（BM25＋扩展）", "只用向量", f"融合（{dense_weight:g}）"),
            [
                (
                    row.name,
                    f"{row.lexical:.4f}",
                    f"{row.dense:.4f}",
                    f"{row.fused[dense_weight]:.4f}",
                )
                for row in rows
                if dense_weight in row.fused
            ],
        ),
        trials=_table(*_trials(package.joinpath("trials.tsv").read_text("utf-8"))),
        dense_weight=f"{dense_weight:g}",
        dimension=config.dimension,
        vocabulary=f"{config.vocabulary_size:,}",
    )
    (folder / "README.md").write_text(card, "utf-8")


def _trials(text: str) -> tuple[list[str], list[list[str]]]:
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return rows[0], rows[1:]


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
