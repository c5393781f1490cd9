"""A gaming community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM
from commkit.communities import CreateCommunity
from commkit.members import ListGroupMembers
from commkit_gaming import (
    AcceptGuildApplication,
    AcceptPartyRequest,
    ApplyToGuild,
    AskToJoinParty,
    FoundGuild,
    Gaming,
    Guild,
    GuildMember,
    ListGuildMembers,
    ListPartyMembers,
    PartyListing,
    PostParty,
    ReadGuild,
    SetGuildRank,
)
from commkit_minors import AgeBand, Minors, MinorsSettings
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

TITLES = {"gaming.games": {"titles": ["Go"]}}
"""The settings that a gaming community is founded with."""


ADULTS = Minors(rules=MinorsSettings(unknown=AgeBand.ADULT))
"""Whose age is not known is an adult in these tests; those of minors say so."""


class Town(PluginTown):
    """One gaming community `arena`; org organises. Options are those of `Gaming`."""

    community = CreateCommunity(
        "arena",
        type="gaming",
        title="Arena",
        purpose="Play together",
        care_hours=4,
        review_on=date(2100, 1, 1),
        settings=TITLES,
    )
    plugin = "gaming"
    staff: ClassVar[dict[str, str]] = {"org": "organiser", "dan": "member"}

    def composed(self, **options: Any) -> dict[str, Any]:
        kit = dict(options.pop("kit", {}))
        return {**kit, "plugins": [Gaming(**options), ADULTS, *kit.get("plugins", ())]}

    def guild(self, by: str = "ada", tag: str = "owl", **more: Any) -> Guild:
        return self.do(by, FoundGuild("Night Owls", tag, **more))

    def enter(self, guild: Guild, *names: str, rank: Any = None, leader: str = "ada") -> None:
        """Let members in by applications, and give them a rank."""
        for name in names:
            made = self.do(name, ApplyToGuild(guild.id, "May I?"))
            self.do(leader, AcceptGuildApplication(made.id))
            if rank is not None:
                self.do(leader, SetGuildRank(guild.id, self.member(name), rank))

    def now(self, guild: Guild) -> Guild:
        return self.ask(None, ReadGuild(guild.id))

    def ranks(self, guild: Guild) -> dict[str, str]:
        """The ranks of those in a guild by their names, in the order of succession."""
        found: tuple[GuildMember, ...] = self.ask("stew", ListGuildMembers(guild.id))
        names = {
            self.member(name): name for name in ("ada", "bob", "cid", "dan", "stew") if self._is_in(name)
        }
        return {names.get(each.member, "?"): each.rank.value for each in found}

    def _is_in(self, name: str) -> bool:
        try:
            return self.member(name) is not None
        except Exception:  # who left has no session here
            return False

    def group_size(self, guild: Guild) -> int:
        return len(self.ask(SYSTEM, ListGroupMembers(guild.group, limit=100)).items)

    def party(self, by: str = "ada", **more: Any) -> Any:
        """A party that looks for two more, a tank and somebody flexible."""
        given = {
            "title": "Raid",
            "game": "Go",
            "platform": "pc",
            "language": "en",
            "slots": {"flexible": 2, "tank": 1},
            "role": "flexible",
        }
        listing: PartyListing = self.do(by, PostParty(**(given | more)))
        return listing.party

    def bring(self, party: Any, *names: str, role: str = "flexible", owner: str = "ada") -> None:
        """Give members a place."""
        for name in names:
            asked = self.do(name, AskToJoinParty(party.id, role))
            self.do(owner, AcceptPartyRequest(asked.id))

    def inside(self, party: Any) -> list[str]:
        """Who is in a party, by the names of members."""
        names = {self.member(name): name for name in ("ada", "bob", "cid", "dan") if self._is_in(name)}
        return [names.get(each.member, "?") for each in self.ask("stew", ListPartyMembers(party.id))]

    def work(self) -> None:
        """Let the worker do all there is."""
        report = self.kit.worker().drain()
        assert (report.failed, report.parked, report.left) == (0, 0, 0), report


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
