"""Metrics for Prometheus: counted as it happened, with few labels, and gauges of what waits."""

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from commkit import Denied, Kit
from commkit.adapters.observability import PrometheusMetrics
from commkit.runtime.delivery import waiting
from commkit.testing.clock import ManualClock
from tests.runtime.observed import GATE, NOT_HEARD, REFUSED, SUBSCRIBER, new_observed_kit, ring
from tests.runtime.plugins import Listen
from tests.sample import OWNER

RING = {"kind": "command", "message": "club.ring"}


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def metrics(registry: CollectorRegistry) -> PrometheusMetrics:
    return PrometheusMetrics(registry)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2030, 1, 1, tzinfo=UTC))


@pytest.fixture
def kit(url: str, metrics: PrometheusMetrics, clock: ManualClock) -> Iterator[Kit]:
    with closing(new_observed_kit(url, metrics, clock=clock)) as made:
        made.worker().drain()
        yield made


def test_commands_and_gates_are_counted(kit: Kit, registry: CollectorRegistry) -> None:
    for times in (1, 2, REFUSED):
        with suppress(Denied):
            ring(kit, times)
    get = registry.get_sample_value
    assert get("commkit_messages_total", RING | {"outcome": "done"}) == 2
    assert get("commkit_messages_total", RING | {"outcome": "club.unlucky"}) == 1
    assert get("commkit_message_seconds_count", RING) == 3
    assert get("commkit_message_seconds_sum", RING)
    assert get("commkit_gates_total", {"gate": GATE, "outcome": "done"}) == 2
    assert get("commkit_gates_total", {"gate": GATE, "outcome": "club.unlucky"}) == 1
    assert get("commkit_gate_seconds_count", {"gate": GATE}) == 3


def test_statements_are_counted_by_what_they_do(kit: Kit, registry: CollectorRegistry) -> None:
    def count(operation: str) -> float:
        labels = {"operation": operation, "outcome": "done"}
        return registry.get_sample_value("commkit_statements_total", labels) or 0.0

    before = {name: count(name) for name in ("begin", "select", "insert", "commit")}
    with kit.session(OWNER, "town", read_only=True) as session:
        session.ask(Listen())
    assert {name: count(name) - before[name] for name in before} == {
        "begin": 1, "select": 1, "insert": 0, "commit": 1,
    }  # fmt: skip
    ring(kit, 1)
    assert count("insert") - before["insert"] == 2, "the outbox and the audit log"


def test_a_worker_is_counted(kit: Kit, registry: CollectorRegistry) -> None:
    ring(kit, 1)
    ring(kit, NOT_HEARD)
    kit.worker(attempts=1).drain()
    get = registry.get_sample_value
    assert get("commkit_deliveries_total", {"subscriber": SUBSCRIBER, "outcome": "done"}) == 1
    assert get("commkit_deliveries_total", {"subscriber": SUBSCRIBER, "outcome": "parked"}) == 1
    assert get("commkit_delivery_seconds_count", {"subscriber": SUBSCRIBER}) == 2


def gauges(registry: CollectorRegistry) -> tuple[float | None, ...]:
    names = ("outbox_unrouted", "deliveries_waiting", "deliveries_parked", "outbox_lag_seconds")
    return tuple(registry.get_sample_value(f"commkit_{name}") for name in names)


def test_gauges_of_what_waits(
    kit: Kit, metrics: PrometheusMetrics, registry: CollectorRegistry, clock: ManualClock
) -> None:
    metrics.watch(kit)
    assert gauges(registry) == (0, 0, 0, 0)
    ring(kit, 1)
    ring(kit, NOT_HEARD)
    clock.advance(timedelta(minutes=2))
    assert gauges(registry) == (2, 0, 0, 120)
    kit.worker(attempts=2).drain()
    assert gauges(registry) == (0, 1, 0, 0), "it is tried again, and not due yet"
    clock.advance(timedelta(minutes=1))
    (lag,) = gauges(registry)[3:]
    assert 50 < (lag or 0) < 60, "since it was due"
    kit.worker(attempts=2).drain()
    assert gauges(registry) == (0, 0, 1, 0)


def test_gauges_count_no_further_than_they_are_asked_to(
    kit: Kit, metrics: PrometheusMetrics, registry: CollectorRegistry
) -> None:
    for _ in range(3):
        ring(kit, 1)
    metrics.watch(kit, most=2)
    assert gauges(registry)[0] == 2
    assert kit.worker(purge=False).backlog().unrouted == 3, "the control"


def test_gauges_are_missing_where_nobody_knows(
    kit: Kit,
    metrics: PrometheusMetrics,
    registry: CollectorRegistry,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    metrics.watch(kit)
    ring(kit, 1)
    monkeypatch.setattr(waiting.outbox, "PARKED_COUNT", None)
    page = generate_latest(registry).decode()
    assert "commkit_messages_total" in page
    assert "commkit_outbox_lag_seconds" not in page
    assert caplog.messages == ["metrics.backlog_not_read code=TypeError"]


def test_one_object_measures_two_kits(url: str, sqlite_url: str, registry: CollectorRegistry) -> None:
    both = PrometheusMetrics(registry)
    with closing(new_observed_kit(url, both)) as one:
        ring(one, 1)
    with pytest.raises(ValueError, match="Duplicated"):
        PrometheusMetrics(registry)
