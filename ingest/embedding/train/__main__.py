"""`python -m ingest.embedding.train`: trains, measures and writes the bundled model."""

from __future__ import annotations

import argparse
import logging
import os
from pathlib import Path

from ingest.embedding.load import bundled_folder
from ingest.embedding.train.card import write_card
from ingest.embedding.train.config import read_config
from ingest.embedding.train.evaluate import DENSE_WEIGHTS, Row, choose_weight, measure, read_beir
from ingest.embedding.train.export import save_fusion, save_model
from ingest.embedding.train.run import train


def main() -> None:
    """Command line of a training run."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    config = read_config(options.config)
    model = train(options.data, config)
    save_model(options.output, model.tokenizer, model.table)
    rows = [measure(read_beir(folder), options.output, DENSE_WEIGHTS) for folder in options.dev]
    for row in rows:
        print(_line(row))
    weight = choose_weight(rows)
    save_fusion(options.output, weight, rows)
    write_card(options.output, config, model.pairs, rows, weight)
    print(f"dense weight {weight} -> {options.output}")


def _options() -> argparse.Namespace:
    shared = os.environ.get("POLICYQA_SHARED")
    parser = argparse.ArgumentParser(prog="python -m ingest.embedding.train", description=__doc__)
    parser.add_argument(
        "--config", type=Path, default=Path(__file__).with_name("static.toml"), help="a TOML file"
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(shared, "training") if shared else None,
        required=not shared,
        help="the folder of training files (default: $POLICYQA_SHARED/training)",
    )
    parser.add_argument(
        "--dev",
        type=Path,
        nargs="*",
        default=sorted(path.parent for path in Path(shared, "devsets").glob("*/qrels.tsv"))
        if shared
        else [],
        help="question sets in BEIR layout that the dense weight is chosen on",
    )
    parser.add_argument("--output", type=Path, default=bundled_folder(), help="the model's folder")
    return parser.parse_args()


def _line(row: Row) -> str:
    fused = "  ".join(f"{weight:g}: {value:.3f}" for weight, value in row.fused.items())
    return f"{row.name}: lexical {row.lexical:.3f}, dense {row.dense:.3f}, fused {fused}"


if __name__ == "__main__":
    main()
