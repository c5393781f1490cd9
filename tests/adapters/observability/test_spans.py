"""Spans for OpenTelemetry: each below what it runs in, with an outcome."""

from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode, get_current_span

from commkit import Denied, Kit
from commkit.adapters.observability import OpenTelemetrySpans
from tests.runtime.observed import BROKEN, GATE, NOT_HEARD, REFUSED, SUBSCRIBER, new_observed_kit, ring
from tests.runtime.plugins import Listen
from tests.sample import OWNER


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def provider(exporter: InMemorySpanExporter) -> TracerProvider:
    made = TracerProvider()
    made.add_span_processor(SimpleSpanProcessor(exporter))
    return made


@pytest.fixture
def kit(url: str, provider: TracerProvider, exporter: InMemorySpanExporter) -> Iterator[Kit]:
    with closing(new_observed_kit(url, OpenTelemetrySpans(provider))) as made:
        exporter.clear()
        yield made
    assert not get_current_span().get_span_context().is_valid, "none is left open"


def spans(exporter: InMemorySpanExporter, prefix: str = "") -> list[ReadableSpan]:
    return [span for span in exporter.get_finished_spans() if span.name.startswith(prefix)]


def is_below(span: ReadableSpan, other: ReadableSpan) -> bool:
    return span.parent is not None and span.parent.span_id == other.context.span_id


def test_a_command_with_its_gates_and_statements(kit: Kit, exporter: InMemorySpanExporter) -> None:
    ring(kit, 1)
    (command,) = spans(exporter, "command ")
    assert (command.name, command.parent) == ("command club.ring", None)
    assert dict(command.attributes or {}) == {
        "commkit.step": "command",
        "commkit.message": "club.ring",
        "commkit.outcome": "done",
    }
    (gate,) = spans(exporter, f"gate {GATE}")
    assert is_below(gate, command)
    inserts = spans(exporter, "INSERT")
    assert len(inserts) == 2
    assert all(is_below(span, command) and span.kind is SpanKind.CLIENT for span in inserts)
    assert "INSERT INTO commkit_outbox" in str([(span.attributes or {})["db.query.text"] for span in inserts])


def test_a_statement_alone_is_no_trace(kit: Kit, exporter: InMemorySpanExporter) -> None:
    kit.worker().drain()
    exporter.clear()
    kit.worker().drain()
    with kit.session(OWNER, "town"):
        pass
    assert spans(exporter) == []


def test_a_span_of_the_application_holds_all(
    kit: Kit, exporter: InMemorySpanExporter, provider: TracerProvider
) -> None:
    with (
        provider.get_tracer("shop").start_as_current_span("page") as page,
        kit.session(OWNER, "town", read_only=True) as session,
    ):
        session.ask(Listen())
    (query,) = spans(exporter, "query ")
    found = [span.name for span in spans(exporter) if span.parent == page.get_span_context()]
    assert found == ["BEGIN", "SELECT", query.name, "COMMIT"]


def test_a_refusal_is_no_fault(kit: Kit, exporter: InMemorySpanExporter) -> None:
    for times in (REFUSED, BROKEN):
        with suppress(Denied):
            ring(kit, times)
    refused, broken = spans(exporter, f"gate {GATE}")
    assert (refused.status.status_code, broken.status.status_code) == (StatusCode.UNSET, StatusCode.ERROR)
    assert [(span.attributes or {})["commkit.outcome"] for span in spans(exporter, "command ")] == [
        "club.unlucky",
        "runtime.gate_failed",
    ]


def test_a_delivery_holds_what_the_subscriber_runs(kit: Kit, exporter: InMemorySpanExporter) -> None:
    ring(kit, NOT_HEARD)
    exporter.clear()
    kit.worker().drain()
    (delivery,) = spans(exporter, f"delivery {SUBSCRIBER}")
    (query,) = spans(exporter, "query club.listen")
    assert is_below(query, delivery)
    assert (delivery.status.status_code, delivery.status.description) == (StatusCode.ERROR, "failed")
    assert delivery.events == (), "no traceback, in which a text may be"
