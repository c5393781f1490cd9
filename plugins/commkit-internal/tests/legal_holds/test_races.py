"""A hold that begins while somebody is erased finds all that they wrote, or nothing of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_ident
from typing import Any

import pytest

from commkit.members import LeaveCommunity
from commkit.posts import EditPost
from commkit.privacy.holding import handlers as holding
from commkit_internal import HoldMember, OpenLegalHold
from commkit_internal.legal_holds import handlers


def written(town: Any) -> None:
    post = town.topic()
    town.do("ada", EditPost(post=post.id, version=post.version, body="It leaks much."))


def left(town: Any) -> tuple[bool, bool]:
    """Whether the post and its earlier version still have their words."""
    return "It leaks much." in town.bodies(), "The mill leaks." in town.bodies("revision")


def hold_amid_erasure(town: Any) -> None:
    """Begin a hold where the erasure has blanked the earlier versions, and not yet the posts.

    The person has left before: else the count of members, which their erasure changes, would be a lock, too.
    """
    written(town)
    hold, ada = town.do("lex", OpenLegalHold("Mill", "Sued.")), town.member("ada")
    town.do("ada", LeaveCommunity())
    halfway, go_on = Event(), Event()
    eraser: list[int] = []

    def watch(sql: str) -> None:
        if get_ident() in eraser:
            if sql.startswith("UPDATE commkit_post ") and not halfway.is_set():
                halfway.set()
                go_on.wait(60)
        elif halfway.is_set() and sql.startswith("UPDATE commkit_community "):
            go_on.set()  # it is about to wait for the erasure

    def erase() -> None:
        eraser.append(get_ident())
        town.erase("ada")

    def begin() -> None:
        halfway.wait(60)
        try:
            town.do("lex", HoldMember(hold.id, ada))
        finally:
            go_on.set()

    town.kit.database.observer, before = watch, town.kit.database.observer
    try:
        with ThreadPoolExecutor(2) as pool:
            for work in [pool.submit(erase), pool.submit(begin)]:
                work.result()
    finally:
        town.kit.database.observer = before
    assert halfway.is_set()


@pytest.mark.postgres
def test_a_hold_waits_for_an_erasure_that_runs(postgres_town: Any) -> None:
    hold_amid_erasure(postgres_town)
    assert left(postgres_town) == (False, False)


@pytest.mark.postgres
def test_control_without_the_lock_half_of_it_is_held(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (handlers, holding):
        monkeypatch.setattr(module, "lock_holds", lambda context: None)
    hold_amid_erasure(postgres_town)
    assert left(postgres_town) == (True, False)


def test_at_once_one_of_both_wins_wholly(town: Any) -> None:
    written(town)
    hold, ada = town.do("lex", OpenLegalHold("Mill", "Sued.")), town.member("ada")
    town.at_once(lambda: town.erase("ada"), lambda: town.do("lex", HoldMember(hold.id, ada)))
    assert left(town) in {(True, True), (False, False)}
