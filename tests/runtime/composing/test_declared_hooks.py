"""Hooks on what declared records name: they run for these alone, in the types that declare them, or are refused."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from attrs import frozen

from commkit import CommunityType, Denied, Deny, Feature, PluginError
from commkit.posts import CreateThread, LockThread, PostCreated, ViewThread
from tests.runtime.plugins import Plugin, Rang, Ring
from tests.sample import FORUM, OWNER, create_community, new_kit


@frozen
class Watched:
    """Messages and facts that somebody minds."""

    name: str
    messages: tuple[Any, ...] = ()
    facts: tuple[Any, ...] = ()


def guard(heard: list[str], *, collects: tuple[type, ...] = (Watched,)) -> Feature:
    """A feature that minds what it is told to mind."""
    feature = Feature("club.guard", collects=collects)

    @feature.gates_declared(Watched)
    def refuse(context: Any, message: Any) -> Deny | None:
        heard.append(type(message).__name__)
        return Deny("club.minded", "somebody minds")

    @feature.withholds_declared(Watched)
    def withhold(context: Any, records: Sequence[Any]) -> Mapping[Any, Iterable[Any]]:
        return {record.id: (LockThread,) for record in records}

    @feature.subscribes_to_declared(Watched)
    def hear(delivery: Any, fact: Any) -> None:
        heard.append(fact.name)

    return feature


def club(heard: list[str], *declares: Any, **words: Any) -> Plugin:
    types = [
        CommunityType(
            name,
            features=("posts", "club.guard"),
            post_kinds=FORUM.post_kinds,
            declares=declares if name == "club" else (),
        )
        for name in ("club", "free")
    ]
    return Plugin((guard(heard, **words),), types)


LOCKING = Watched("locking", messages=(LockThread,), facts=(PostCreated,))


def test_only_what_is_named_is_met_and_only_where_it_is_declared(sqlite_url: str) -> None:
    heard: list[str] = []
    kit = new_kit(
        sqlite_url, club(heard, LOCKING, Watched("again", messages=(LockThread,), facts=(PostCreated,)))
    )
    for town in ("club", "free"):
        create_community(kit, town, type=town)
        with kit.session(OWNER, town) as session:
            thread = session.do(CreateThread(kind="question", title="Why", body="Because of it."))
        with kit.session(OWNER, town) as session:
            if town == "free":
                session.do(LockThread(thread.id, reason="done"))
            else:
                with pytest.raises(Denied) as caught:
                    session.do(LockThread(thread.id, reason="done"))
                assert (caught.value.code, caught.value.plugin) == ("club.minded", "club")
    assert kit.worker().drain().failed == 0
    assert heard == ["LockThread", "posts.created"]
    kit.close()


def test_views_do_not_offer_what_is_withheld(sqlite_url: str) -> None:
    kit = new_kit(sqlite_url, club([], LOCKING))
    offered = {}
    for town in ("club", "free"):
        create_community(kit, town, type=town)
        with kit.session(OWNER, town) as session:
            thread = session.do(CreateThread(kind="question", title="Why", body="Because of it."))
        with kit.session(OWNER, town, read_only=True) as session:
            offered[town] = "posts.lock_thread" in session.ask(ViewThread(thread.id)).thread.may
    assert offered == {"club": False, "free": True}
    kit.close()


@pytest.mark.parametrize(
    ("plugin", "words"),
    [
        (lambda: club([], Watched("a", messages=(Ring,))), "names Ring among its messages"),
        (lambda: club([], Watched("a", facts=(Rang,))), "names Rang among its facts"),
        (lambda: club([], collects=()), "which it does not collect"),
        (
            lambda: Plugin((guard([]), Feature("club.one", declares=(Watched("club.a", messages=(Ring,)),)))),
            "names Ring among its messages",
        ),
    ],
)
def test_what_would_never_be_met_is_refused(sqlite_url: str, plugin: Any, words: str) -> None:
    with pytest.raises(PluginError) as caught:
        new_kit(sqlite_url, plugin())
    assert words in str(caught.value)


def test_what_does_not_fit_together_is_refused(sqlite_url: str) -> None:
    feature = Feature("club.guard", collects=(Watched,))

    @feature.checks_declared
    def at_most_one(declared: Mapping[type, Sequence[Any]]) -> Iterable[str]:
        if len(declared[Watched]) > 1:
            yield "one is enough"

    def of(*declares: Any) -> Plugin:
        made = CommunityType("club", features=("club.guard",), post_kinds=FORUM.post_kinds, declares=declares)
        return Plugin((feature,), (made,))

    new_kit(sqlite_url, of(Watched("a"))).close()
    with pytest.raises(PluginError) as caught:
        new_kit(sqlite_url, of(Watched("a"), Watched("b")))
    assert "what 'club' declares for 'club.guard': one is enough" in str(caught.value)


def test_functions_are_checked_like_all_others(sqlite_url: str) -> None:
    feature = Feature("club.guard", collects=(Watched,))
    feature.gates_declared(Watched)(lambda context: None)  # type: ignore[arg-type,misc]
    with pytest.raises(PluginError) as caught:
        new_kit(sqlite_url, Plugin((feature,)))
    assert "the gate on what a Watched names must take" in str(caught.value)
