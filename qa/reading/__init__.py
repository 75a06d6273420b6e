"""Reading without an LLM: candidates, their binding, and the wording of an answer."""
