"""From a question to an answer: analysis, retrieval, reading, gate, citations, chain."""
