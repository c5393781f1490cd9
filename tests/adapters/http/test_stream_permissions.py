"""Live streams tell moderators of their spaces and members of their own notices; each beside who is told nothing."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from commkit import SYSTEM, Kit
from commkit.adapters.http import Contract, StreamHub, make_contract
from commkit.notifications import NotifyMembers
from commkit.spaces import AddSpaceMember, AssignSpaceModerator, RequestToJoinSpace, SpaceId, SpaceJoinPolicy
from tests.adapters.http.test_streaming import HEARTBEAT, follow, reply
from tests.adapters.sse_reading import Parser, closing_all, read_until
from tests.audience_town import OPEN, OUTSIDE, STEWARD, AudienceTown, create_audience_town
from tests.helpers import do, member_id
from tests.sample import OWNER
from tests.spaces.helpers import make_space

MODERATOR = "ivan"


@pytest.fixture
def town(kit: Kit) -> AudienceTown:
    return create_audience_town(kit)


@pytest.fixture
def contract(kit: Kit) -> Iterator[Contract]:
    with closing(StreamHub(kit, heartbeat=HEARTBEAT)) as hub:
        yield make_contract(kit, streams=hub)


@pytest.fixture
def garden(kit: Kit, town: AudienceTown) -> SpaceId:
    """A space that one member moderates, and another one does not."""
    made = make_space(kit, "garden", private=True, join_policy=SpaceJoinPolicy.REQUEST)
    do(kit, OWNER, "town", AddSpaceMember(made.id, member_id(kit, MODERATOR)))
    do(kit, OWNER, "town", AssignSpaceModerator(made.id, member_id(kit, MODERATOR)))
    return made.id


def names_streamed(
    kit: Kit, town: AudienceTown, contract: Contract, happens: Callable[[], object], *actors: str | None
) -> dict[str | None, set[str]]:
    """What each of some readers is told until they hear of a reply in a thread that everybody sees."""
    streams = {actor: follow(contract, actor) for actor in actors}
    found: dict[str | None, set[str]] = {}
    with closing_all(*streams.values()):
        happens()
        made = reply(kit, town, OPEN)
        for actor, stream in streams.items():
            parser = Parser()
            read_until(stream, parser, lambda read: made in read.posts())
            found[actor] = {event.name for event in parser.events}
    return found


def test_moderators_of_a_space_are_told_who_asks_to_join(
    kit: Kit, town: AudienceTown, contract: Contract, garden: SpaceId
) -> None:
    def happens() -> None:
        do(kit, OUTSIDE, "town", RequestToJoinSpace(garden))

    found = names_streamed(kit, town, contract, happens, MODERATOR, OUTSIDE, STEWARD, None)
    told = {actor for actor, names in found.items() if "spaces.join_requested" in names}
    assert told == {MODERATOR, STEWARD}


def test_members_are_told_of_their_own_notices(kit: Kit, town: AudienceTown, contract: Contract) -> None:
    def happens() -> None:
        do(
            kit,
            SYSTEM,
            "town",
            NotifyMembers(
                kind="notifications.mention",
                record="Post",
                object=town.threads[OPEN].id,
                to=(member_id(kit, OUTSIDE),),
            ),
        )

    found = names_streamed(kit, town, contract, happens, OUTSIDE, MODERATOR, STEWARD, None)
    assert {actor for actor, names in found.items() if "notifications.members_notified" in names} == {OUTSIDE}
