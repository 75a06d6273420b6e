"""Training of the bundled static model: `python -m ingest.embedding.train --config FILE`."""
