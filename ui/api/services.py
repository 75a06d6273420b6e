"""What the endpoints work with, made once for the process."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import anyio
from fastapi import Request as HttpRequest

from ingest.settings import Settings
from ui.api.metrics import Metrics
from ui.api.rate import RateLimiter
from ui.feedback import FeedbackStore
from ui.keys import KeyStore
from ui.session import Session

# Reading is bound by the interpreter lock: more threads only make each answer slower. An LLM is
# waited for, so then as many as a small endpoint serves at once.
_READERS = 2
_WAITERS = 32


@dataclass(frozen=True, slots=True)
class Services:
    """Collaborators of the endpoints. `uploads` keeps uploaded files, known by their names."""

    session: Session
    settings: Settings
    keys: KeyStore
    feedback: FeedbackStore
    uploads: Path
    limiter: RateLimiter
    metrics: Metrics
    workers: anyio.CapacityLimiter
    writers: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(1))


def build_services(session: Session) -> Services:
    settings = session.settings
    index = settings.index
    return Services(
        session=session,
        settings=settings,
        keys=KeyStore.beside(index),
        feedback=FeedbackStore.beside(index),
        uploads=index.with_name(f"{index.name}.uploads"),
        limiter=RateLimiter(settings.rate_limit_per_minute),
        metrics=Metrics(),
        workers=anyio.CapacityLimiter(_READERS if settings.llm_base_url is None else _WAITERS),
    )


def services_of(request: HttpRequest) -> Services:
    """The services of the app that got the request (a FastAPI dependency)."""
    services: Services = request.app.state.services
    return services
