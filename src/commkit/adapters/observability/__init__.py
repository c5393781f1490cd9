"""Observability: metrics for Prometheus, spans for OpenTelemetry, and a log of slow statements.

Each is an observer; a host gives its Kit those it wants: `Kit(url, observers=[PrometheusMetrics(), SlowStatements()])`.
None of them tells who did something, where, or with what: their labels and attributes are names from the code, SQL
without values, and codes of errors.
"""

from commkit.adapters.observability.metrics import PrometheusMetrics
from commkit.adapters.observability.slow_statements import SlowStatements
from commkit.adapters.observability.spans import OpenTelemetrySpans

__all__ = ["OpenTelemetrySpans", "PrometheusMetrics", "SlowStatements"]
