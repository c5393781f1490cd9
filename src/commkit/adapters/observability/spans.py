"""Spans for OpenTelemetry: a command or query, and in it its gates and statements; a delivery, and what it runs."""

from typing import TYPE_CHECKING, Any

from commkit.adapters.observability.operations import operation_of
from commkit.runtime.model.extras import require_extra
from commkit.runtime.model.observers import Step

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider

_ATTRIBUTES = {
    "command": "commkit.message",
    "query": "commkit.message",
    "gate": "commkit.gate",
    "delivery": "commkit.subscriber",
    "statement": "db.query.text",
    "transaction": "db.query.text",
}


class OpenTelemetrySpans:
    """An observer that makes a span of each step, below the application's own span where there is one.

    A span is current while it runs, so that those of other libraries, such as of an HTTP client in a subscriber, stand
    below it. A statement outside of all spans, such as a look of the worker for new facts, gets none.

    Args:
        tracer_provider: Where the tracer comes from; the provider of all by default.

    Raises:
        PluginError: opentelemetry-api is missing: install the extra `opentelemetry`.
    """

    def __init__(self, tracer_provider: "TracerProvider | None" = None) -> None:
        self._trace: Any = require_extra("opentelemetry.trace", extra="opentelemetry")
        self._context: Any = require_extra("opentelemetry.context", extra="opentelemetry")
        self._tracer: Any = self._trace.get_tracer("commkit", tracer_provider=tracer_provider)
        self._open: dict[Step, tuple[Any, Any]] = {}  # a step is in one thread, and so is its entry

    def begin(self, step: Step) -> None:
        """See `commkit.Observer`."""
        is_sql = step.kind in ("statement", "transaction")
        if is_sql and not self._trace.get_current_span().get_span_context().is_valid:
            return
        name = operation_of(step).upper() if is_sql else f"{step.kind} {step.name}"
        attributes = {"commkit.step": step.kind, _ATTRIBUTES[step.kind]: step.name}
        kind = self._trace.SpanKind.CLIENT if is_sql else self._trace.SpanKind.INTERNAL
        span = self._tracer.start_span(name, kind=kind, attributes=attributes)
        self._open[step] = span, self._context.attach(self._trace.set_span_in_context(span))

    def end(self, step: Step) -> None:
        """See `commkit.Observer`."""
        span, token = self._open.pop(step, (None, None))
        if span is None:
            return
        self._context.detach(token)
        span.set_attribute("commkit.outcome", step.outcome)
        if step.is_fault:
            span.set_status(self._trace.StatusCode.ERROR, step.outcome)
        span.end()
