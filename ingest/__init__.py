"""From bytes to an index: sources, structure, metadata, figures, language, embedding, index."""
