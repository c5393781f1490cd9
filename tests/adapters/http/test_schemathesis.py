"""The description holds: what Schemathesis makes of it is answered with declared statuses, by their schemas, without
faults of ours; step by step, too, where a result leads to the next request."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from commkit import Kit
from commkit.adapters.http import make_contract
from commkit.adapters.http.openapi import describe
from commkit.adapters.wsgi import WsgiApp
from tests.sample import create_community, new_kit

schemathesis: Any = pytest.importorskip("schemathesis", reason="it needs newer releases than commkit does")
checks: Any = pytest.importorskip("schemathesis.specs.openapi.checks")

# What JSON Schema cannot say is refused with 422, such as a title that a kind of posts needs.
EXCLUDED = [checks.positive_data_acceptance]
OPTIONS = settings(
    max_examples=3,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of an application in which a member has signed in."""
    file: Path = tmp_path_factory.mktemp("schemathesis") / "town.db"
    with closing(new_kit(f"sqlite:///{file}")) as kit:
        kit.migrate()
        create_community(kit, members=("ada",))
        yield schemathesis.openapi.from_wsgi("/openapi.json", application(kit))


def application(kit: Kit) -> WsgiApp:
    """The contract, for a member."""
    return WsgiApp(kit, actor=lambda environ: "ada")


def faults_of(operation: Any) -> Iterator[str]:
    """What answers to an operation have that its description does not say."""
    found: Counter[str] = Counter()

    @seed(1)
    @OPTIONS
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        if "community" in (case.path_parameters or {}):
            case.path_parameters["community"] = "town"
        response = case.call()
        try:
            case.validate_response(response, excluded_checks=EXCLUDED)
        except BaseExceptionGroup as group:
            for fault in group.exceptions:
                found[f"{operation.label}: {response.status_code}: {fault}"] += 1

    send()
    yield from found


@pytest.mark.slow
def test_every_operation_is_answered_as_it_is_described(description: Any) -> None:
    operations = [found.ok() for found in description.get_all_operations()]
    assert len(operations) > 300
    assert not [fault for operation in operations for fault in faults_of(operation)]


@pytest.mark.slow
def test_what_was_made_is_read_where_the_description_says(description: Any) -> None:
    class Steps(description.as_state_machine()):  # type: ignore[misc]  # made at run time
        def before_call(self, case: Any) -> None:
            if "community" in (case.path_parameters or {}):
                case.path_parameters["community"] = "town"

        def validate_response(self, response: Any, case: Any, **more: Any) -> None:
            case.validate_response(response, excluded_checks=EXCLUDED)

    run: Callable[..., None] = Steps.run
    run(settings=settings(OPTIONS, max_examples=20, stateful_step_count=8))


@pytest.mark.slow
def test_control_a_status_that_is_not_described_is_found(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    document = describe(make_contract(kit))
    del document["paths"]["/{community}/posts/read-post"]["get"]["responses"]["404"]
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application(kit)
    assert any(
        "Undocumented status code" in fault
        for fault in faults_of(schema["/{community}/posts/read-post"]["GET"])
    )
