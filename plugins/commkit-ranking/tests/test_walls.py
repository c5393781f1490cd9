"""What stands for an audience, or behind a wall, is on no list of others, moves nothing there and changes no number."""

from typing import Any

import pytest

from commkit import SYSTEM, NotFound
from commkit.posts import post
from commkit_ranking import ExplainRank, RankOrder
from commkit_ranking.jobs import CountActivePeople
from tests.audience_town import set_columns
from tests.audiences import add_space


def seen(town: Any, reader: Any, threads: list[Any]) -> list[Any]:
    """All that somebody learns of ranks, whole lists and why threads stand there."""
    found: list[Any] = [town.titles(order, by=reader) for order in RankOrder]
    found += [town.titles(tag="go", by=reader)]
    return found + [town.ask(reader, ExplainRank(id, order=order)) for id in threads for order in RankOrder]


def counted(town: Any) -> None:
    town.work()
    town.do(SYSTEM, CountActivePeople())
    town.work()
    town.settled()


@pytest.mark.parametrize("reader", ["cid", "stew", None])
@pytest.mark.parametrize("where", ["in a space", "alone"])
def test_what_is_behind_a_wall_changes_nothing_for_others(town: Any, reader: Any, where: str) -> None:
    shown = [town.thread(title).id for title in ("one", "two")]
    space = add_space(town.kit, "den", ("ada", "bob", "dan"), walled=True, town="forum")
    secret = town.thread("secret", by="dan", space=space, tags=("go",))
    if where == "alone":
        set_columns(town.kit, post, secret.id, space=None)
    counted(town)
    before = seen(town, reader, shown)
    for _ in range(2):
        town.reply(secret.id, by="bob")
    town.vote(secret.id, "ada", "bob")
    another = town.thread("another", by="bob", space=space, tags=("go",))
    if where == "alone":
        set_columns(town.kit, post, another.id, space=None)
    counted(town)
    assert seen(town, reader, shown) == before
    with pytest.raises(NotFound):
        town.ask(reader, ExplainRank(secret.id))


def test_who_is_inside_sees_it_ranked(town: Any) -> None:
    space = add_space(town.kit, "den", ("ada", "bob"), walled=True, town="forum")
    town.thread("open")
    secret = town.thread("secret", space=space)
    town.vote(secret.id, "bob")
    town.settled()
    assert town.titles(by="bob") == ["secret", "open"]
    assert town.titles(by="bob", space=space) == ["secret"]
    assert town.titles(by="cid", space=space) == []


def test_control_a_reply_that_all_see_changes_what_others_learn(town: Any) -> None:
    thread = town.thread("one")
    counted(town)
    before = seen(town, "cid", [thread.id])
    town.reply(thread.id, by="bob")
    counted(town)
    assert seen(town, "cid", [thread.id]) != before
