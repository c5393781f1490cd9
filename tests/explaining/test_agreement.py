"""What is explained is what happens: every message of the core, by every role, about every sort of thing, open and
archived, is refused where the trace says no, and not by permission where it says yes."""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any
from uuid import UUID

import pytest

from commkit import Denied, Kit, NotFound
from commkit.communities import Visibility
from commkit.core import CORE_FEATURES
from commkit.explaining import DecisionTrace, ExplainDecision
from commkit.explaining.actions.policy import id_fields
from commkit.posts import Post
from commkit.runtime.model.types import SYSTEM_ROLE
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.context import Context
from commkit.testing import permission_matrix
from commkit.testing.contexts import context_of
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.permissions import ExpectedPermission, Fixture, allowed
from commkit.testing.scenario import NON_MEMBERS, create_scenario
from tests.testing.bad_plugins import Pin, Pinned, Plugin, pin
from tests.testing.everything import Everything, collect_from_nouns

Make = Callable[..., Kit]
NOUNS = sorted({feature.name for feature in CORE_FEATURES if feature.handlers})

EXCUSED = {
    "members.unblock_member": "takes an id and looks nobody up: a block is lifted from those who are gone, too",
    "posts.list_member_posts": "takes an id and looks nobody up: what those who are gone wrote is still there",
    "moderation.withdraw_held_post": "is about a post that waits, which `ListMyHeldPosts` shows, and no loader",
    "posts.attach_file": "is about two things: the trace of one of them says that the other is asked later",
}


def disagreements(
    kit: Kit,
    names: list[str],
    expected: Mapping[str, ExpectedPermission],
    *,
    type: str = "everything",
    fixtures: Mapping[str, Fixture] | None = None,
) -> dict[str, list[str]]:
    """The cells in which the trace and the session say different fixtures, by message."""
    told: dict[str, list[str]] = {}
    settings = collect_from_nouns("SETTINGS") if type == "everything" else {}
    for visibility in (Visibility.PUBLIC, Visibility.PRIVATE):
        scenario = create_scenario(
            kit, type, settings=settings, fixtures=fixtures or CORE_FIXTURES, visibility=visibility
        )
        outside = visibility is Visibility.PRIVATE
        cells = [
            cell
            for cell in permission_matrix.cells_of(scenario, names, expected, outside=outside)
            if not cell.cls.lobby and cell.role != SYSTEM_ROLE
        ]
        messages = [permission_matrix.cell_message(cell, expected[cell.name]) for cell in cells]
        ids = {
            role: None if role in NON_MEMBERS else scenario.member(role) for role in {c.role for c in cells}
        }
        scenario.assign_roles()
        for archived in (False, True):
            if archived:
                scenario.archive()
            for cell, message in zip(cells, messages, strict=True):
                came = permission_matrix.send_cell(cell, message)
                trace = explained(cell, ids[cell.role], message)
                if not agree(trace, came.error):
                    line = f"{cell}, {archived=}: {came}, explained by {trace.denied_by}"
                    told.setdefault(cell.name, []).append(line)
    return told


def explained(cell: permission_matrix.MatrixCell, member: Any, message: Any) -> DecisionTrace:
    """Why, as they are told themselves; who may ask nothing is asked about by the host."""
    asker = SYSTEM if cell.role in ("banned", "left") else cell.actor
    scenario = cell.scenario
    with scenario.kit.session(asker, scenario.community.slug, read_only=True) as session:
        loaders = {record.__name__ for record in context_of(session).dispatch.loaders}
        ids = [getattr(message, name) for name, record in id_fields(cell.cls) if record in loaders]
        id = next(iter(ids), None)
        try:
            return session.ask(ExplainDecision(member, cell.name, id if isinstance(id, UUID) else None))
        except NotFound:
            assert asker is SYSTEM, "what is not there for who asks about themselves is told by the trace"
            return session.ask(ExplainDecision(member, cell.name))


def agree(trace: DecisionTrace, error: Any) -> bool:
    if not trace.allowed:
        return error is not None
    by_permission = {"runtime.not_permitted", "runtime.not_found", "communities.archived"}
    return not isinstance(error, Denied | NotFound) or error.code not in by_permission


@pytest.mark.slow
@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_explained_is_what_happens(noun: str, commkit_kit_factory: Make) -> None:
    kit = commkit_kit_factory(Everything())
    names = [kit.registry.name_of(message) for message, _ in kit.registry.features[noun].handlers]
    fixtures = CORE_FIXTURES | collect_from_nouns("FIXTURES")
    found = disagreements(kit, names, collect_from_nouns("EXPECTED_PERMISSIONS"), fixtures=fixtures)
    assert found.keys() == {name for name in EXCUSED if name in names}, "\n".join(chain(*found.values()))


def test_a_handler_that_asks_nobody_is_caught(commkit_kit_factory: Make) -> None:
    """The grant says `own`, so the trace says no; the handler forgets to see whose it is, and lets everybody."""
    expected = {"demo.pin": allowed(member="own", steward="own+removed", system="any+removed")}
    grants = {"member": {"demo.pin:own"}}
    kit = commkit_kit_factory(Plugin.of(Pin, pin, facts=(Pinned,), grants=grants))
    found = disagreements(kit, ["demo.pin"], expected, type="demo")
    assert any("by member about an object, archived=False: carried out" in line for line in found["demo.pin"])


def test_a_handler_that_wants_more_is_caught(commkit_kit_factory: Make) -> None:
    """The grant says anybody, so the trace says yes; the handler refuses by another permission."""

    def stricter(context: Context, command: Any) -> Any:
        context.get(Post, command.post, need="posts.pin")
        return pin(context, command)

    kit = commkit_kit_factory(Plugin.of(Pin, stricter, facts=(Pinned,), grants={"member": {"demo.pin"}}))
    found = disagreements(kit, ["demo.pin"], {"demo.pin": allowed(steward="any+removed")}, type="demo")
    assert any("by member about an object" in line for line in found["demo.pin"])
