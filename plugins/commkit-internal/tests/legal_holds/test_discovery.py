"""What is exported as evidence: what is held and nothing else, page by page, with digests, and nothing behind walls."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from commkit import Conflict, Invalid
from commkit.posts import CreateThread, EditPost
from commkit.privacy import HeldRow
from commkit.spaces import SpaceId, StartConversation
from commkit_internal import (
    CircleJoinPolicy,
    DiscoveryPage,
    ExportForDiscovery,
    LegalHold,
    ReleaseHold,
    StartCircle,
    digest_of,
)

WORDS = "The mill leaks."


def exported(town: Any, hold: LegalHold, limit: int = 100) -> list[DiscoveryPage]:
    pages = [town.ask("lex", ExportForDiscovery(hold.id, limit=limit))]
    while pages[-1].next:
        pages.append(town.ask("lex", ExportForDiscovery(hold.id, after=pages[-1].next, limit=limit)))
    return pages


def rows_of(pages: list[DiscoveryPage]) -> list[HeldRow]:
    return [row for page in pages for row in page.rows]


def test_what_is_held_is_exported_and_nothing_else(town: Any) -> None:
    post = town.topic()
    town.do("ada", EditPost(post=post.id, version=post.version, body="It leaks much."))
    town.topic("bob", "Nothing to see.")
    pages = exported(town, town.hold(members=("ada",)))
    told = rows_of(pages)
    assert {row.values["body"] for row in told if row.table == "commkit_post"} == {"It leaks much."}
    assert {row.values["body"] for row in told if row.table == "commkit_revision"} == {WORDS}
    assert "Nothing to see." not in str(told)
    assert pages[0].purposes["commkit_post"]["body"] == "The text, as its source."
    assert pages[0].left_out == 0


def test_pages_have_each_row_once_whatever_their_size(town: Any) -> None:
    for number in range(5):
        town.topic(body=f"Leak {number}.")
    hold = town.hold(members=("ada",))
    whole = rows_of(exported(town, hold))
    for limit in (1, 2, 3):
        assert rows_of(exported(town, hold, limit)) == whole


def test_a_digest_tells_what_was_changed(town: Any) -> None:
    town.topic()
    hold = town.hold(members=("ada",))
    (page,) = exported(town, hold)
    assert digest_of(page) == page.digest
    assert exported(town, hold)[0].digest == page.digest
    first, *rest = page.rows
    forged = evolve(page, rows=(evolve(first, values={**first.values, "body": "No."}), *rest))
    assert digest_of(forged) != page.digest
    assert digest_of(evolve(page, rows=tuple(rest))) != page.digest


def test_it_is_the_same_evidence_after_an_erasure(town: Any) -> None:
    town.topic()
    hold = town.hold(members=("ada",))
    (before,) = exported(town, hold)
    town.erase("ada")
    town.kit.worker().drain()
    (after,) = exported(town, hold)
    assert after.rows == before.rows
    assert after.digest == before.digest


def conversation(town: Any) -> SpaceId:
    return town.do("ada", StartConversation((town.member("bob"),))).id


def life_circle(town: Any) -> SpaceId:
    return town.do("ada", StartCircle("Parents", join_policy=CircleJoinPolicy.OPEN)).space


@pytest.mark.parametrize("behind", [conversation, life_circle])
def test_what_is_behind_walls_is_kept_and_not_shown(town: Any, behind: Callable[[Any], SpaceId]) -> None:
    """Nobody reads there; so it is counted, and is still there when a court lets somebody in."""
    space = behind(town)
    town.do("ada", CreateThread(kind="topic", title="Us", body="Between us: it leaks.", space=space))
    hold = town.hold(members=("ada",))
    (page,) = exported(town, hold)
    assert "Between us" not in str(page.rows)
    assert page.left_out > 0
    town.erase("ada")
    assert "Between us: it leaks." in town.bodies()
    town.do("lex", ReleaseHold(hold.id))
    town.kit.worker().drain()
    assert "Between us: it leaks." not in town.bodies()


def test_of_a_released_hold_nothing_is_exported(sqlite_town: Any) -> None:
    hold = sqlite_town.hold(members=("ada",))
    sqlite_town.do("lex", ReleaseHold(hold.id))
    with sqlite_town.refused("internal.hold_released", Conflict):
        sqlite_town.ask("lex", ExportForDiscovery(hold.id))


@pytest.mark.parametrize("after", ["x", "AAAA", "é"])
def test_a_cursor_of_another_list_is_refused(sqlite_town: Any, after: str) -> None:
    hold = sqlite_town.hold(members=("ada",))
    with pytest.raises(Invalid):
        sqlite_town.ask("lex", ExportForDiscovery(hold.id, after=after))
