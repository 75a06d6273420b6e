"""From settings to an embedder."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path

from ingest.embedding.fusion import DEFAULT_DENSE_WEIGHT, read_dense_weight
from ingest.embedding.protocol import Embedder
from ingest.errors import EmbeddingError
from ingest.settings import Settings

BUNDLED = "bundled"
_REMOTE = "openai:"


def load_embedder(settings: Settings) -> Embedder:
    """The configured model: `bundled`, `openai:<model>`, a folder, or a hub name.

    Raises:
        EmbeddingError: the model cannot be loaded, or the endpoint does not answer.
    """
    name = settings.embedding.strip()
    if name == BUNDLED:
        return load_bundled()
    if name.startswith(_REMOTE):
        return _load_remote(name.removeprefix(_REMOTE), settings)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _load_folder(folder, settings)
    if _looks_like_path(name):
        raise EmbeddingError(
            f"向量模型文件夹 {name} 不存在",
            "请检查 POLICYQA_EMBEDDING；用自带模型时设为 bundled",
        )
    return _load_transformer(name, settings)


@lru_cache(maxsize=1)
def load_bundled() -> Embedder:
    """The model that comes with the package; loaded once per process."""
    from ingest.embedding.static import load_static

    folder = bundled_folder()
    return load_static(folder, BUNDLED, read_dense_weight(folder))


def bundled_folder() -> Path:
    """Where the bundled model lies."""
    return Path(str(resources.files("ingest.embedding").joinpath("model")))


def _load_folder(folder: Path, settings: Settings) -> Embedder:
    from ingest.embedding.static import is_static, load_static

    if is_static(folder):
        return load_static(folder, str(folder), read_dense_weight(folder))
    return _load_transformer(str(folder), settings)


def _load_transformer(name: str, settings: Settings) -> Embedder:
    from ingest.embedding.transformer import TransformerOptions, load_transformer

    options = TransformerOptions(
        query_prompt=settings.embedding_query_prompt,
        passage_prompt=settings.embedding_passage_prompt,
        max_length=settings.embedding_max_length,
        batch_size=settings.embedding_batch_size,
        device=settings.embedding_device,
    )
    return load_transformer(name, options)


def _load_remote(model: str, settings: Settings) -> Embedder:
    from ingest.embedding.remote import load_remote

    if not model or not settings.embedding_base_url:
        raise EmbeddingError(
            f"POLICYQA_EMBEDDING 设为 {settings.embedding}，但缺少模型名或接口地址",
            "请设 POLICYQA_EMBEDDING=openai:<模型名> 与 POLICYQA_EMBEDDING_BASE_URL",
        )
    key = settings.embedding_api_key
    return load_remote(
        model,
        settings.embedding_base_url,
        key.get_secret_value() if key else None,
        dense_weight=DEFAULT_DENSE_WEIGHT,
        batch_size=settings.embedding_batch_size,
        query_prompt=settings.embedding_query_prompt or "",
        passage_prompt=settings.embedding_passage_prompt or "",
    )


def _looks_like_path(name: str) -> bool:
    """./model, ~/model, /model, a/b/c; a hub name is `owner/name` or one word."""
    return name.startswith((".", "~", "/", "\\")) or name.count("/") > 1 or "\\" in name
