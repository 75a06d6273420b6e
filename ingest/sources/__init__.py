"""Files to blocks: one module a format, a registry, a sandbox, limits."""
