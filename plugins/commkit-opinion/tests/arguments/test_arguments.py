"""Arguments for and against a statement, which their authors and moderators take out again."""

from typing import Any

from commkit import Conflict, Denied, NotFound
from commkit_opinion import (
    ArgumentSettings,
    CloseConsultation,
    DecideStatement,
    GiveArgument,
    ListArguments,
    WithdrawArgument,
)


def listed(town: Any, statement: Any, side: str = "pro", by: Any = "cid") -> list[str]:
    return [one.body for one in town.ask(by, ListArguments(statement.id, side)).items]


def test_each_side_is_a_list(town: Any) -> None:
    (statement,) = town.seeded(town.consultation())
    town.do("ada", GiveArgument(statement.id, "pro", "It is near."))
    mine = town.do("bob", GiveArgument(statement.id, "con", "It is loud."))
    town.do("bob", GiveArgument(statement.id, "pro", "It is cheap."))
    assert listed(town, statement) == ["It is near.", "It is cheap."]
    assert listed(town, statement, "con") == ["It is loud."]
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", WithdrawArgument(mine.id))
    town.do("bob", WithdrawArgument(mine.id))
    assert listed(town, statement, "con") == []
    with town.refused("opinion.withdrawn", Conflict):
        town.do("stew", WithdrawArgument(mine.id))


def test_arguments_go_out_of_sight_with_their_statement(town: Any) -> None:
    (statement,) = town.seeded(town.consultation())
    given = town.do("ada", GiveArgument(statement.id, "pro", "It is near."))
    town.do("stew", DecideStatement(statement.id, accept=False))
    with town.refused("runtime.not_found", NotFound):
        listed(town, statement)
    with town.refused("runtime.not_found", NotFound):
        town.do("bob", WithdrawArgument(given.id))
    assert listed(town, statement, by="stew") == ["It is near."]


def test_nobody_argues_after_the_close_and_beyond_the_limit(make_town: Any) -> None:
    town = make_town(arguments=ArgumentSettings(max_per_side=1))
    consultation = town.consultation()
    (statement,) = town.seeded(consultation)
    town.do("ada", GiveArgument(statement.id, "pro", "It is near."))
    with town.refused("opinion.too_many_arguments", Conflict):
        town.do("bob", GiveArgument(statement.id, "pro", "It is cheap."))
    town.do("stew", CloseConsultation(consultation.id))
    with town.refused("opinion.closed", Conflict):
        town.do("bob", GiveArgument(statement.id, "con", "It is loud."))
