"""Bytes -> `Source`: one file a format, a registry, limits and a sandbox. Nothing interpreted."""
