"""Figures about a running bot, for Prometheus; the only home of prometheus_client."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest

from bot.confidence import Status

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The figures of one bot, in a registry of their own."""

    def __init__(self) -> None:
        """Start at zero."""
        self.registry = CollectorRegistry()
        self._questions = Counter("mentor_questions", "Questions by outcome", ["outcome"], registry=self.registry)
        self.answer_seconds = Histogram(
            "mentor_answer_seconds", "From taking a question to its answer", buckets=_SECONDS, registry=self.registry
        )
        self.response_seconds = Histogram(
            "mentor_first_response_seconds",
            "From the arrival of an interaction to its first response",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.refused = Counter("mentor_rate_limited", "Questions over somebody's limit", registry=self.registry)
        self.failures = Counter("mentor_failures", "Interactions that ended in an error", registry=self.registry)
        self._index = Info("mentor_index", "The version of the index that answers", registry=self.registry)
        for status in Status:
            self._questions.labels(status.value)  # a series that is there from the start, at zero

    def answered(self, status: Status) -> None:
        """Count a question."""
        self._questions.labels(status.value).inc()

    def watch(self, name: str, description: str, value: Callable[[], float]) -> None:
        """Add a gauge that is asked for its value when it is read."""
        Gauge(f"mentor_{name}", description, registry=self.registry).set_function(value)

    def text(self, version: str) -> bytes:
        """Return all figures in Prometheus' text format."""
        self._index.info({"version": version})
        return generate_latest(self.registry)
