"""A community of a type of its own with minors' safety, on SQLite and PostgreSQL in turn."""

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM, CommunityType, MemberId, PostKind
from commkit.communities import CreateCommunity
from commkit.members import AddGroupMember, CreateGroup, GroupId
from commkit.spaces import Conversation, ListMyConversations, StartConversation
from commkit.testing.clock import ManualClock
from commkit_minors import AgeAnswer, AgeBand, CheckAge, Minors, MinorsSettings
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

KINDS = (
    PostKind(name="talk", opens=True, replies=("reply",), as_reply="reply"),
    PostKind(name="reply", replies=("reply",)),
)
CLUB = CommunityType("club", features=("posts", "minors.safety"), post_kinds=KINDS)
RULES = MinorsSettings(known_after=timedelta(0))
"""In the tests people know each other at once, where these do not say otherwise."""


class Ages:
    """The host's ages: tim and tom are teens, una is not known, all others are adults.

    Attributes:
        told: What it says of others, by key; an exception is raised.
        asked: Of whom it was asked.
    """

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}
        self.asked: list[str] = []

    def age(self, key: str) -> AgeAnswer | None:
        self.asked.append(key)
        found = self.told.get(key, _FIRST.get(key, AgeAnswer(AgeBand.ADULT)))
        if isinstance(found, Exception):
            raise found
        answer: AgeAnswer | None = found
        return answer


_FIRST: dict[str, AgeAnswer | None] = {
    "tim": AgeAnswer(AgeBand.TEEN, "Europe/Vienna", ("pia",)),
    "tom": AgeAnswer(AgeBand.TEEN, "Europe/Vienna"),
    "una": None,
}


class Town(PluginTown):
    """One community `club`: pia is the guardian of tim by the host's word. Options are those of `Minors`."""

    community = CreateCommunity(
        "club",
        type="club",
        title="Club",
        purpose="Play",
        care_hours=4,
        review_on=date(2100, 1, 1),
        settings={"members": {"agents_per_member": 3}},
    )
    plugin = "minors"
    staff: ClassVar[dict[str, str]] = dict.fromkeys(("pia", "tim", "tom", "una"), "member")
    ages: Ages

    def composed(self, **options: Any) -> dict[str, Any]:
        self.ages = Ages()
        kit: dict[str, Any] = options.pop("kit", {})
        given: dict[str, Any] = {"ages": self.ages, "rules": RULES} | options
        return {**kit, "plugins": [Minors(**given)], "types": [CLUB]}

    def restart(self, clock: ManualClock) -> None:
        super().restart(clock)
        self.ages.told.clear()
        self.ages.asked.clear()

    def set_up(self) -> None:
        super().set_up()
        self.work()

    def work(self) -> None:
        """Let the worker do all there is."""
        report = self.kit.worker().drain()
        assert (report.failed, report.parked, report.left) == (0, 0, 0), report

    def tell(self, key: str, answer: Any) -> None:
        """The host learns something else of a user, and says so."""
        self.ages.told[key] = answer
        self.do(SYSTEM, CheckAge(self.member(key)))
        self.work()

    def members(self, *keys: str) -> tuple[MemberId, ...]:
        return tuple(map(self.member, keys))

    def talk(self, by: str, *others: str) -> Conversation:
        """Start a conversation."""
        found: Conversation = self.do(by, StartConversation(self.members(*others)))
        return found

    def together(self, *keys: str, name: str = "team", open: bool = False) -> GroupId:
        """A group of stewards' making."""
        made = self.do("stew", CreateGroup(name, name.title(), open=open)).id
        for key in keys:
            self.do("stew", AddGroupMember(made, self.member(key)))
        return GroupId(made)

    def rooms(self, key: str) -> list[frozenset[MemberId]]:
        """Who is in the conversations of a member."""
        page = self.ask(key, ListMyConversations(limit=100))
        return [frozenset(each.members) for each in page.items]


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
