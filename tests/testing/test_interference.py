"""Outsiders read the same, whatever happens in private; and a query that tells of it is caught."""

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, func, select

from commkit import Command, Kit, Query
from commkit.posts import CreateThread, post
from commkit.runtime.sessions.context import Context
from commkit.storage import statement
from commkit.testing.clock import ManualClock
from commkit.testing.kits import KitFactory
from commkit.testing.noninterference import PUBLISHING, Leak, create_worlds, find_leaks
from tests.testing.bad_plugins import Plugin
from tests.testing.everything import collect_from_nouns


def found_in(
    make: KitFactory,
    kit: Kit,
    type: str,
    *,
    examples: int,
    queries: str = "",
    hidden: Sequence[type[Command[Any]]] = (),
) -> list[Leak]:
    """Every leak of some random private histories; of all queries, or of those of one feature.

    `hidden` are further messages that claim to be private.
    """
    found: list[Leak] = []
    messages = kit.registry.messages
    asked = [cls for name, cls in messages.items() if issubclass(cls, Query) and name.startswith(queries)]

    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        phases=(Phase.generate,),
    )
    @given(st.data())
    def private(data: st.DataObject) -> None:
        worlds = create_worlds(
            kit,
            type,
            settings=collect_from_nouns("SETTINGS"),
            sample_values=collect_from_nouns("SAMPLE_VALUES"),
            queries=asked,
            hidden=[
                *hidden,
                *(messages[name] for name in collect_from_nouns("PRIVATE_MESSAGES") if name in messages),
            ],
            publishing=PUBLISHING | collect_from_nouns("PUBLISHING").keys(),
        )
        found.extend(find_leaks(worlds, data.draw, copy=make.copy, max_steps=15)[0])

    private()
    return found


# --- and it finds what leaks ---------------------------------------------------------------------------------------

_ALL = statement(select(func.count()).select_from(post))
_STATES = statement(
    select(post.c.state).where(post.c.community_id == bindparam("community_id")).order_by(post.c.id)
)
_BY_TITLE = statement(select(post.c.id).where(post.c.title == bindparam("title")))


@frozen
class HowMany(Query[int]):
    """How many posts there are."""

    permission = "demo.look"


@frozen
class States(Query[tuple[str, ...]]):
    """How it stands with each post."""

    permission = "demo.look"


@frozen
class Titled(Query[bool]):
    """Whether something is talked about."""

    permission = "demo.look"
    personal = ()
    title: str


def how_many(context: Context, query: HowMany) -> int:
    ((number,),) = context.rows(_ALL)
    return int(number)


def states(context: Context, query: States) -> tuple[str, ...]:
    return tuple(state for (state,) in context.rows(_STATES))


def titled(context: Context, query: Titled) -> bool:
    return bool(context.rows(_BY_TITLE, title=query.title))


LEAKY = {
    "a count over all communities": (HowMany, how_many),
    "what was taken down": (States, states),
    "a search over all communities": (Titled, titled),
}


@pytest.mark.slow
@pytest.mark.parametrize("leak", list(LEAKY))
def test_a_query_that_leaks_is_caught(
    leak: str, commkit_kit_factory: KitFactory, manual_clock: ManualClock
) -> None:
    message, handler = LEAKY[leak]
    plugin = Plugin.of(message, handler, grants={"visitor": {"demo.look"}})
    kit = commkit_kit_factory(plugin, clock=manual_clock)
    found = found_in(commkit_kit_factory, kit, "demo", examples=10, queries="demo.")
    assert any(
        message.__name__ in leak.question and leak.without_private != leak.with_private for leak in found
    )


@frozen
class Publish(Command[None]):
    """Open a thread that everybody sees."""

    permission = "demo.publish"


def publish(context: Context, command: Publish) -> None:
    context.do(CreateThread(kind="question", title="Did you hear?", body="Everybody may."))


@pytest.mark.slow
def test_a_command_that_is_not_private_is_caught(
    commkit_kit_factory: KitFactory, manual_clock: ManualClock
) -> None:
    """To publish is not private: who says so is reported."""
    plugin = Plugin.of(Publish, publish, grants={"member": {"demo.publish"}})
    kit = commkit_kit_factory(plugin, clock=manual_clock)
    found = found_in(commkit_kit_factory, kit, "demo", examples=2, queries="posts.", hidden=[Publish])
    assert any("ListThreads" in leak.question for leak in found)
