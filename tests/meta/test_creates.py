"""`Command.creates` is true of those commands whose record did not exist before, and of no others."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from commkit import Command, Kit
from commkit.members import Membership
from commkit.runtime.composing.operations import declared_result
from commkit.runtime.model.errors import CommkitError
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.permission_matrix import MatrixCell, cell_message, permitted_cells
from commkit.testing.samples import NoSampleValue
from commkit.testing.scenario import RollBack, Scenario, create_scenario
from commkit.testing.snapshots import snapshot
from tests.testing.everything import Everything, collect_from_nouns


def result_of(cell: MatrixCell, message: Any) -> Any:
    """What the command of a cell gives; nothing of it is kept. None where it is refused."""
    scenario = cell.scenario
    found: Any = None
    try:
        with scenario.kit.session(cell.actor, None if cell.cls.lobby else scenario.community.slug) as session:
            found = session.do(message)
            raise RollBack
    except (RollBack, CommkitError):
        return found


def known_ids(scenario: Scenario) -> str:
    """Whatever stands in the database, as text."""
    return repr(snapshot(scenario.kit)).replace("-", "")


@pytest.mark.slow
def test_commands_say_whether_they_make_what_they_give(commkit_kit_factory: Callable[..., Kit]) -> None:
    kit = commkit_kit_factory(Everything())
    expected = collect_from_nouns("EXPECTED_PERMISSIONS")
    fixtures = CORE_FIXTURES | collect_from_nouns("FIXTURES")
    scenario = create_scenario(kit, "everything", settings=collect_from_nouns("SETTINGS"), fixtures=fixtures)
    names = [name for name in expected if issubclass(kit.registry.messages[name], Command)]
    cells = [
        (cell, cell_message(cell, expected[cell.name])) for cell in permitted_cells(scenario, names, expected)
    ]
    scenario.assign_roles()
    before = known_ids(scenario)
    made: dict[str, bool] = {}
    for cell, message in cells:
        if isinstance(message, NoSampleValue) or declared_result(cell.cls) is Membership:
            continue  # a membership has the id of its account, which may be there
        id = getattr(result_of(cell, message), "id", None)
        if isinstance(id, UUID):
            made[cell.name] = id.hex not in before
    assert len(made) > 60
    said = {name: bool(getattr(kit.registry.messages[name], "creates", False)) for name in made}
    assert said == made
