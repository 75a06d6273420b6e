"""The HTTP API: OpenAI-compatible chat, and the native endpoints under /v1."""
