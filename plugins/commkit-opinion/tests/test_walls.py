"""What stands for an audience, or behind a wall, shows in nothing that others read."""

from typing import Any

import pytest

from commkit import NotFound
from commkit_opinion import (
    GiveArgument,
    ListArguments,
    ListConsultations,
    ListStatements,
    ListStatementTotals,
    ProposeStatement,
    ReadConsultation,
    ReadNextStatement,
    ReadOpinionMap,
    ReadOpinionNumbers,
    ReadStatement,
)
from tests.audiences import add_space

INSIDE = ("ada", "bob", "stew")


def seen(town: Any, actor: Any) -> list[Any]:
    """All that somebody learns without the id of anything."""
    found = [town.ask(actor, ListConsultations())]
    if actor == "sten":
        found.append(town.ask(actor, ReadOpinionNumbers()))
    return found


@pytest.mark.parametrize("walled", [False, True])
def test_what_happens_inside_shows_nowhere_outside(town: Any, *, walled: bool) -> None:
    space = add_space(town.kit, "den", INSIDE, walled=walled, town="forum")
    readers = ("cid", None, *(("sten",) if walled else ()))
    before = [seen(town, actor) for actor in readers]
    inside = town.consultation(space=space)
    (statement,) = town.seeded(inside)
    town.do("ada", ProposeStatement(inside.id, "By the river."))
    given = town.do("ada", GiveArgument(statement.id, "pro", "It is near."))
    town.vote("ada", statement)
    town.work()
    assert [seen(town, actor) for actor in readers] == before
    for actor in readers:
        for query in (
            ReadConsultation(inside.id),
            ListStatements(inside.id),
            ListStatementTotals(inside.id),
            ReadOpinionMap(inside.id),
            ReadStatement(statement.id),
            ListArguments(statement.id, "pro"),
        ):
            with town.refused("runtime.not_found", NotFound):
                town.ask(actor, query)
    with town.refused("runtime.not_found", NotFound):
        town.ask("cid", ReadNextStatement(inside.id))
    with town.refused("runtime.not_found", NotFound):
        town.vote("cid", statement)
    with town.refused("runtime.not_found", NotFound):
        town.do("cid", GiveArgument(statement.id, "con", "It is loud."))
    assert town.ask("bob", ListArguments(statement.id, "pro")).items == (given,)


def test_control_what_all_see_shows(town: Any) -> None:
    before = seen(town, "cid")
    town.consultation()
    assert seen(town, "cid") != before
