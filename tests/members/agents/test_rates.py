"""The rates of agents: one for all their commands, and without one half of what people may send."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from commkit import CommkitError, Kit
from commkit.posts import AddReaction, CreateThread
from tests.helpers import do
from tests.members.agents.agents import add_agent, ask_question
from tests.sample import OWNER, create_community, new_kit

PUBLISH = CreateThread(kind="question", title="Why?", body="I wonder.")
SCOPES = ("posts.", "posts.add_reaction")


@pytest.fixture
def agent(url: str) -> str:
    with closing(new_kit(url)) as kit:
        create_community(kit, members=["ada"])
        return add_agent(kit, *SCOPES, acts_for="ada").key


def with_rates(url: str, **rates: str) -> Iterator[Kit]:
    with closing(new_kit(url, rates=rates)) as kit:
        yield kit


def carried_out(kit: Kit, actor: str, command: Any = PUBLISH) -> int:
    """How many of 12 commands are carried out."""
    done = 0
    for _ in range(12):
        try:
            do(kit, actor, "town", command)
        except CommkitError as error:
            assert error.code == "runtime.rate_limited"  # noqa: PT017
        else:
            done += 1
    return done


@pytest.mark.parametrize(
    ("rates", "people", "agents"),
    [
        ({"write": "10 per hour"}, 10, 5),
        ({"write": "9 per hour; 3 per hour"}, 3, 1),
        ({"write": "1 per hour"}, 1, 1),
        ({"write": "10 per hour", "agent": "2 per hour"}, 10, 2),
        ({"agent": "2 per hour"}, 12, 2),
    ],
)
def test_agents_send_less(url: str, agent: str, rates: dict[str, str], people: int, agents: int) -> None:
    for kit in with_rates(url, **rates):
        assert (carried_out(kit, "ada"), carried_out(kit, agent)) == (people, agents)


def test_all_that_an_agent_sends_counts_together(url: str, agent: str) -> None:
    for kit in with_rates(url, agent="4 per hour"):
        opening = ask_question(kit, OWNER)
        assert carried_out(kit, agent, AddReaction(opening.id, "heart")) == 4
        assert carried_out(kit, agent) == 0
