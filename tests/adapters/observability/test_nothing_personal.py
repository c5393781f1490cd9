"""Whatever is sent by whomever, wherever: nothing of it is in a metric, a span or the log of slow statements.

Every command of the core is sent by one person with a canary in each field that takes text, and what comes of it is
delivered, as for erasure. New commands are tried without anybody thinking of it.
"""

import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from uuid import UUID

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy import text

from commkit import Kit, Step
from commkit.adapters.observability import OpenTelemetrySpans, PrometheusMetrics, SlowStatements
from commkit_support import Support
from tests.privacy.erasure.test_canary import KEY, NEEDLE, Canaries, Desk, Names, live
from tests.testing.everything import Everything

pytestmark = pytest.mark.slow


class Told:
    """All that the observers tell, as text."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.exporter = InMemorySpanExporter()
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.observers = [
            PrometheusMetrics(self.registry),
            OpenTelemetrySpans(provider),
            SlowStatements(timedelta()),
        ]

    def text(self, caplog: pytest.LogCaptureFixture) -> str:
        slow = [told for told in caplog.messages if told.startswith("statement.slow")]
        spans = [span.to_json() for span in self.exporter.get_finished_spans()]
        assert len(slow) > 1000
        assert len(spans) > 1000
        return "\n".join([generate_latest(self.registry).decode(), *spans, *slow])


class Leaking:
    """The control: it tells who opened the session, as an observer could that got more than a step."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.metrics = PrometheusMetrics(registry)

    def begin(self, step: Step) -> None: ...

    def end(self, step: Step) -> None:
        if step.kind == "command":
            step.name = f"{step.name} of {KEY}"
        self.metrics.end(step)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def kit(sqlite_url: str, told: Told) -> Iterator[Kit]:
    plugins = [Everything(), Support(help_desk=Desk())]
    with closing(Kit(sqlite_url, plugins=plugins, identity=Names(), observers=told.observers)) as made:
        made.migrate()
        yield made


def slugs(kit: Kit) -> set[str]:
    """What communities are called in addresses."""
    with kit.database.engine.connect() as connection:
        return set(connection.execute(text("SELECT slug FROM commkit_community")).scalars())


def test_nothing_personal_is_told(kit: Kit, told: Told, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "commkit")
    canaries = Canaries()
    names = [name for name in kit.registry.messages if not name.startswith(("qa.", "support."))]
    assert live(kit, "everything", names, canaries) >= 95
    kit.worker(attempts=1).drain()
    page = told.text(caplog)
    assert NEEDLE.findall(page) == []
    assert KEY not in page
    assert [slug for slug in slugs(kit) if f"'{slug}'" in page or f'"{slug}"' in page] == []
    assert ids_in(page) == []
    assert len(canaries.planted) > 95, "the control: they were planted"


def ids_in(page: str) -> list[str]:
    """The ids of rows, however they are written; spans have ids of their own, which are shorter."""
    found = []
    for word in page.replace('"', " ").replace("/", " ").split():
        try:
            id = UUID(word)
        except ValueError:
            continue
        if id.version == 7:
            found.append(word)
    return found


def test_a_leak_would_be_found(sqlite_url: str) -> None:
    registry = CollectorRegistry()
    with closing(Kit(sqlite_url, plugins=[Everything()], observers=[Leaking(registry)])) as kit:
        kit.migrate()
        live(kit, "everything", ["members.block_member"], Canaries())
    assert NEEDLE.findall(generate_latest(registry).decode())
