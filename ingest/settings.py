"""Settings: every `POLICYQA_*` variable, read once at the border and handed down.

Nothing below the command line, the server and the test suite reads the environment.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data_dir() -> Path:
    """The user's data folder: `$XDG_DATA_HOME/policyqa`, else `~/.local/share/policyqa`."""
    base = os.environ.get("XDG_DATA_HOME")
    root = Path(base) if base else Path.home() / ".local" / "share"
    return root / "policyqa"


class Settings(BaseSettings):
    """All that can be configured. Units: seconds, bytes unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="POLICYQA_", extra="ignore")

    index: Path = Field(default_factory=lambda: default_data_dir() / "index")

    # embedding: "bundled", a hub name, a folder, or "openai:<model>" with the base URL below
    embedding: str = "bundled"
    embedding_base_url: str | None = None
    embedding_api_key: SecretStr | None = None
    embedding_device: str | None = None
    embedding_batch_size: int = 64
    embedding_max_length: int | None = None
    embedding_query_prompt: str | None = None
    embedding_passage_prompt: str | None = None
    reranker: str | None = None
    reranker_timeout: float = 5.0
    chroma_url: str | None = None

    # an OpenAI-compatible chat endpoint; without it the reader answers
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout: float = 60.0
    llm_retries: int = 2

    # reading files
    parse_timeout: float = 60.0
    parse_memory: int = 1_000_000_000
    max_file_size: int = 100_000_000

    # serving
    host: str = "127.0.0.1"
    port: int = 8000
    rate_limit_per_minute: int = 600
    max_upload_size: int = 50_000_000
    cors_origins: str = ""
    request_timeout: float = 60.0

    @property
    def latest_report(self) -> Path:
        """Where an evaluation leaves its report, and the page looks for it."""
        return self.index / "reports" / "latest.html"
