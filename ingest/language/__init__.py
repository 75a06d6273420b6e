"""Tokens, normalisation, policy terms, synonyms, lay words and typos."""
