"""Digests of policy documents: the Markdown files that the bundled index is built from."""
