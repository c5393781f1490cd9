"""In a community with content of every noun: what a rule hides is in no answer, to whomever; and the control."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

import pytest
from attrs import frozen
from sqlalchemy import bindparam, select

from commkit import SYSTEM, CommunityType, Feature, Kit, Query, hookimpl
from commkit.communities import ReadCommunity, community
from commkit.members import AssignRole, membership
from commkit.posts import Post, PostId, post
from commkit.runtime.model.types import MEMBER
from commkit.runtime.storage.statements import statement
from commkit.testing.fields import id_type_in
from commkit.testing.hidden_records import composed_records, find_hidden
from commkit.testing.histories import World
from tests.helpers import ask, do
from tests.privacy.erasure.test_canary import KEY, Canaries, Names, live
from tests.testing.everything import Everything, collect_from_nouns

READERS = ("member", "steward", KEY)
MAY_MENTION_HIDDEN = collect_from_nouns("MAY_MENTION_HIDDEN")
"""What queries may tell of hidden records, as the nouns wrote down."""


@frozen
class _Unmarked(Query[tuple[PostId, ...]]):
    """The posts of a community, by a statement that asks no rules."""

    permission = "everything.read_unmarked"


_unmarked = statement(lambda: select(post.c.id).where(post.c.community_id == bindparam("community_id")))

leaky = Feature("everything.leaky", requires=("posts",), grants={MEMBER: {"everything.read_unmarked"}})


@leaky.handles(_Unmarked)
def list_unmarked(context: Any, query: _Unmarked) -> tuple[PostId, ...]:
    return tuple(id for (id,) in context.rows(_unmarked))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One in which an owner sent every command; and a member and a steward, who read."""
    file = tmp_path_factory.mktemp("hidden") / "town.db"
    with closing(Kit(f"sqlite:///{file}", plugins=[Everything()], identity=Names())) as kit:
        kit.migrate()
        live(kit, "everything", list(kit.registry.messages), Canaries())
        kit.worker(attempts=1).drain()
        yield _world_of(kit)


def _world_of(kit: Kit) -> World:
    with kit.database.engine.connect() as connection:
        slugs = connection.execute(select(community.c.slug)).scalars().all()
        slug = next(slug for slug in slugs if slug.startswith("scenario-"))
        here = ask(kit, SYSTEM, slug, ReadCommunity())
        rows = connection.execute(
            select(membership.c.key, membership.c.id).where(membership.c.community_id == here.id)
        )
        people = {row.key: row.id for row in rows.all()}
    for role in ("member", "steward"):
        do(kit, SYSTEM, slug, AssignRole(people[role], role))
    known: dict[str, Any] = {"MemberId": list(people.values())}
    with kit.database.engine.connect() as connection:
        for record in composed_records(kit, "everything"):
            table = _table(kit, record)
            ids = connection.execute(select(table.c.id).where(table.c.community_id == here.id)).scalars()
            known[_id_type(record)] = list(ids)
    return World(kit, here, known, collect_from_nouns("SAMPLE_VALUES"))


def _table(kit: Kit, record: type) -> Any:
    loaders = (loader for feature in kit.registry.features.values() for loader in feature.loaders)
    return next(each.shown.table for each in loaders if each.record is record and each.shown is not None)


def _id_type(record: type) -> str:
    found = id_type_in(record.__annotations__["id"])
    assert found is not None
    return found


def _queries(kit: Kit) -> list[Any]:
    return [cls for cls in kit.registry.messages.values() if issubclass(cls, Query) and not cls.lobby]


@pytest.mark.slow
def test_what_a_rule_hides_is_in_no_answer(world: World) -> None:
    """Each record of the core whose visibility is composed, one after the other."""
    records = composed_records(world.kit, "everything")
    found = find_hidden(
        world, records, queries=_queries(world.kit), readers=READERS, may_mention_hidden=MAY_MENTION_HIDDEN
    )
    leaks = [leak for outcome in found for leak in outcome.leaks]
    assert not leaks, "\n".join(leaks)
    assert [outcome.record.__name__ for outcome in found if not outcome.shown] == [], (
        "nothing is known of these"
    )


def test_control_a_statement_that_asks_no_rules_is_caught(world: World) -> None:
    """The same history, and a feature beside it whose list of posts is not marked."""
    plugins = [WithLeaky()]
    url = world.kit.database.url.render_as_string(hide_password=False)
    with closing(Kit(url, plugins=plugins, identity=Names())) as kit:
        here = World(kit, world.community, world.known_ids)
        (told,) = find_hidden(here, [Post], queries=[_Unmarked], readers=READERS)
        assert told.leaks
        assert all("_Unmarked" in leak for leak in told.leaks)


class WithLeaky(Everything):
    """The type with every feature, and one that shows what others hide."""

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield from super().commkit_features()
        yield leaky

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        from attrs import evolve  # noqa: PLC0415

        for made in super().commkit_types():
            yield evolve(made, features=(*made.features, leaky.name))
