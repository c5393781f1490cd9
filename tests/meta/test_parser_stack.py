"""Every query of every plugin is parsed by SQLite, also where many rules hide rows of one record.

SQLite parses a statement with a stack of a hundred; each level of nesting takes some of it. The rules that hide posts
are put into every statement about posts, so a type with the rules of many plugins is where it may overflow.
"""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import ColumnElement, FromClause, exists

from commkit import SYSTEM, Command, CommunityType, Feature, Kit, Query
from commkit.posts import Post, post
from commkit.storage import Reader
from commkit.testing.histories import World, create_world
from commkit.testing.query_answers import fill_query
from tests.faults.test_malformed import kit_of_plugins
from tests.runtime.plugins import Plugin
from tests.sample import FORUM, new_kit

pytestmark = pytest.mark.slow

READERS = (None, "member", "steward", SYSTEM)
"""The rules ask more of some readers than of others."""


@pytest.fixture
def internal() -> Iterator[World]:
    with closing(kit_of_plugins("sqlite://")) as kit:
        kit.migrate()
        yield create_world(kit, "internal", settings={}, sample_values={}, people=("steward", "member"))


def unparsed(world: World, only: str = "") -> list[str]:
    """The queries that SQLite does not parse; of those whose names begin so."""
    found = []
    for name, cls in world.kit.registry.messages.items():
        if not issubclass(cls, Query) or cls.lobby or not name.startswith(only):
            continue
        query = next(iter(fill_query(cls, world, ["word"])), None)
        for reader in READERS if query is not None else ():
            try:
                world.send(reader, query)
            except Exception as error:  # whatever SQLite says
                if "stack overflow" not in str(error):
                    raise
                found.append(name)
    return found


def test_every_query_is_parsed(internal: World) -> None:
    asked = [cls for cls in internal.kit.registry.messages.values() if not issubclass(cls, Command)]
    assert len(asked) > 100
    assert unparsed(internal) == []


def nested(levels: int) -> Any:
    """A rule that is nested so deep."""

    def hide(row: FromClause, reader: Reader) -> ColumnElement[bool]:
        found: ColumnElement[bool] = row.c.title == "deep"
        for _ in range(levels):
            its = post.alias()
            found = exists().where(its.c.id == row.c.id, found).correlate_except(its)
        return found

    return hide


@pytest.mark.parametrize(("levels", "is_parsed"), [(2, True), (40, False)])
def test_control_rules_that_are_nested_too_deep_are_noticed(levels: int, is_parsed: bool) -> None:
    feature = Feature("deep.rules", requires=("posts",))
    feature.hides(Post)(nested(levels))
    made: CommunityType = evolve(FORUM, name="deep", features=("posts", feature.name))
    with closing(new_kit("sqlite://", Plugin([feature], [made]))) as kit:
        world = _world(kit)
        assert (unparsed(world, "posts.list_threads") == []) is is_parsed


def _world(kit: Kit) -> World:
    kit.migrate()
    world = create_world(kit, "deep", settings={}, sample_values={}, people=())
    assert isinstance(world, World)
    return world
