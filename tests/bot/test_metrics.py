"""Figures for Prometheus: what was counted is what is read."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.confidence import Status
from bot.metrics import Metrics


@pytest.fixture
def metrics():
    return Metrics()


def read(metrics, version="v1"):
    """Return the values by name and labels, as Prometheus reads them."""
    families = text_string_to_metric_families(metrics.text(version).decode())
    return {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}


def test_every_outcome_is_there_from_the_start_at_zero(metrics):
    found = read(metrics)

    assert [found["mentor_questions_total", status.value] for status in Status] == [0.0, 0.0, 0.0]
    assert found["mentor_rate_limited_total",] == 0.0
    assert found["mentor_failures_total",] == 0.0
    assert found["mentor_answer_seconds_count",] == 0.0


def test_questions_are_counted_by_outcome(metrics):
    for status in (Status.ANSWERED, Status.ANSWERED, Status.NOT_COVERED):
        metrics.answered(status)

    found = read(metrics)
    assert found["mentor_questions_total", "answered"] == 2.0
    assert found["mentor_questions_total", "related"] == 0.0
    assert found["mentor_questions_total", "not_covered"] == 1.0


def test_times_are_counted_in_buckets_that_show_what_is_promised(metrics):
    for seconds in (0.004, 0.09, 0.9, 60.0):
        metrics.response_seconds.observe(seconds)

    found = read(metrics)
    name = "mentor_first_response_seconds"
    assert found[f"{name}_count",] == 4.0
    assert found[f"{name}_sum",] == pytest.approx(60.994)
    buckets = [found[f"{name}_bucket", bound] for bound in ("0.005", "0.1", "1.0", "5.0", "+Inf")]
    assert buckets == [1.0, 2.0, 3.0, 3.0, 4.0]


def test_what_is_watched_is_asked_for_when_it_is_read(metrics):
    waiting = [3]
    metrics.watch("queue", "Questions that wait", lambda: waiting[0])
    assert read(metrics)["mentor_queue",] == 3.0

    waiting[0] = 0
    assert read(metrics)["mentor_queue",] == 0.0


def test_a_gateway_that_was_never_reached_has_no_latency_and_breaks_nothing(metrics):
    metrics.watch("gateway_latency_seconds", "Latency", lambda: float("nan"))

    assert read(metrics)["mentor_gateway_latency_seconds",] != read(metrics)["mentor_gateway_latency_seconds",]


def test_the_version_of_the_index_is_the_one_that_answers_now(metrics):
    assert read(metrics, "v1")["mentor_index_info", "v1"] == 1.0

    found = read(metrics, "v2")
    assert found["mentor_index_info", "v2"] == 1.0
    assert ("mentor_index_info", "v1") not in found


def test_two_bots_in_one_process_count_apart(metrics):
    other = Metrics()
    other.answered(Status.RELATED)

    assert read(metrics)["mentor_questions_total", "related"] == 0.0
    assert read(other)["mentor_questions_total", "related"] == 1.0
