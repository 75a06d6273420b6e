"""Prometheus metrics of one app."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from ingest.index.protocol import Manifest
from qa.answers import Answer


class Metrics:
    """Counts requests and answers; each app has a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "policyqa_requests_total",
            "Requests by route, method and status",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "policyqa_request_seconds",
            "Seconds to the end of the response, by route",
            ("route",),
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60),
            registry=self._registry,
        )
        self._running = Gauge(
            "policyqa_requests_running", "Requests in progress", registry=self._registry
        )
        self._answers = Counter(
            "policyqa_answers_total", "Answers by status", ("status",), registry=self._registry
        )
        self._stages = Histogram(
            "policyqa_answer_stage_seconds",
            "Seconds of an answer by stage",
            ("stage",),
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30),
            registry=self._registry,
        )
        self._documents = Gauge(
            "policyqa_index_documents", "Documents in the index", registry=self._registry
        )
        self._passages = Gauge(
            "policyqa_index_passages", "Passages in the index", registry=self._registry
        )

    def began(self) -> None:
        self._running.inc()

    def ended(self, route: str, method: str, status: int, seconds: float) -> None:
        self._running.dec()
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        self._answers.labels(answer.status.value).inc()
        for stage, milliseconds in answer.timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)

    def text(self, manifest: Manifest | None) -> bytes:
        """All metrics in the Prometheus text format."""
        self._documents.set(0 if manifest is None else manifest.documents)
        self._passages.set(0 if manifest is None else manifest.passages)
        return generate_latest(self._registry)
