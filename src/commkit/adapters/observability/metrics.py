"""Metrics for Prometheus: how often and how long messages, gates, statements and deliveries run, and what waits."""

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from commkit.adapters.observability.operations import operation_of
from commkit.kit import Kit
from commkit.runtime.model.errors import CommkitError
from commkit.runtime.model.extras import require_extra
from commkit.runtime.model.observers import Step, StepKind

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_log = logging.getLogger("commkit")
BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""The upper bounds of the histograms, in seconds."""
_METRICS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "message": ("messages", "commands and queries", ("kind", "message")),
    "gate": ("gates", "gates of messages", ("gate",)),
    "statement": ("statements", "statements, and beginnings and ends of transactions", ("operation",)),
    "delivery": ("deliveries", "attempts to deliver facts to subscribers", ("subscriber",)),
}
_METRIC_OF: dict[StepKind, str] = {
    "command": "message",
    "query": "message",
    "gate": "gate",
    "statement": "statement",
    "transaction": "statement",
    "delivery": "delivery",
}


class PrometheusMetrics:
    """An observer that counts and measures; `watch` adds gauges of what waits for the worker.

    There are `commkit_messages_total` and `commkit_message_seconds`, and the same of `gates`, `statements` and
    `deliveries`. Each total has the label `outcome`.

    Args:
        registry: Where the metrics are registered; the registry of all by default. One has room for one of these.
        buckets: The upper bounds of the histograms, in seconds.

    Raises:
        PluginError: prometheus-client is missing: install the extra `prometheus`.
    """

    def __init__(
        self, registry: "CollectorRegistry | None" = None, *, buckets: Sequence[float] = BUCKETS
    ) -> None:
        library = require_extra("prometheus_client", extra="prometheus")
        self._registry: Any = library.REGISTRY if registry is None else registry
        self._totals: dict[str, Any] = {}
        self._seconds: dict[str, Any] = {}
        for one, (many, what, labels) in _METRICS.items():
            self._totals[one] = library.Counter(
                f"commkit_{many}", f"How many {what} ended.", (*labels, "outcome"), registry=self._registry
            )
            self._seconds[one] = library.Histogram(
                f"commkit_{one}_seconds",
                f"How long {what} took.",
                labels,
                registry=self._registry,
                buckets=buckets,
            )

    def watch(self, kit: Kit, *, most: int = 10_000) -> None:
        """Add gauges of what waits for the worker of a Kit; they are read from its database when they are asked for.

        They are `commkit_outbox_unrouted`, `commkit_deliveries_waiting`, `commkit_deliveries_parked`, and
        `commkit_outbox_lag_seconds`. A registry has them of one Kit.

        Args:
            kit: Whose worker.
            most: How far they count.
        """
        self._registry.register(_BacklogGauges(kit, most))

    def begin(self, step: Step) -> None:
        """See `commkit.Observer`."""

    def end(self, step: Step) -> None:
        """See `commkit.Observer`."""
        metric = _METRIC_OF[step.kind]
        labels = _labels(step)
        self._totals[metric].labels(*labels, step.outcome).inc()
        self._seconds[metric].labels(*labels).observe(step.seconds)


def _labels(step: Step) -> tuple[str, ...]:
    if step.kind in ("command", "query"):
        return step.kind, step.name
    if step.kind in ("statement", "transaction"):
        return (operation_of(step),)
    return (step.name,)


class _BacklogGauges:
    """What prometheus-client asks at each scrape."""

    def __init__(self, kit: Kit, most: int) -> None:
        self._kit = kit
        self._gauge: Any = require_extra("prometheus_client.core", extra="prometheus").GaugeMetricFamily
        self._most = most

    def describe(self) -> Iterator[Any]:
        """The names, without a look at the database."""
        return self._gauges()

    def collect(self) -> Iterator[Any]:
        """The gauges; none where the database cannot be asked, so that no old number is taken for a new one."""
        try:
            found = self._kit.worker(purge=False).backlog(most=self._most)
        except Exception as error:  # whatever it is, the other metrics are to be shown
            why = error.code if isinstance(error, CommkitError) else type(error).__name__
            _log.warning("metrics.backlog_not_read code=%s", why)
            return iter(())
        return self._gauges(found.unrouted, found.waiting, found.parked, found.lag.total_seconds())

    def _gauges(self, *values: float) -> Iterator[Any]:
        for (name, says), value in zip(_GAUGES, values or [None] * len(_GAUGES), strict=True):
            yield self._gauge(name, says, value=value)


_GAUGES = (
    ("commkit_outbox_unrouted", "Facts that no worker has taken up."),
    ("commkit_deliveries_waiting", "Deliveries that are still to be made."),
    ("commkit_deliveries_parked", "Deliveries that were given up."),
    ("commkit_outbox_lag_seconds", "How long the oldest fact or due delivery has waited."),
)
