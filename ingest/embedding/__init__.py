"""Text to vectors: the bundled static model, transformers, endpoints, and training."""
