"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator

from commkit import CommunityType, Feature, hookimpl
from commkit_contests import Contests
from commkit_gaming.commendations.feature import CommendationSettings, commendation_feature
from commkit_gaming.community_type import GAMING
from commkit_gaming.event_nights.feature import EventNightSettings, event_night_feature
from commkit_gaming.games.feature import GamesSettings, games_feature
from commkit_gaming.guilds.feature import GuildSettings, guild_feature
from commkit_gaming.linked_identities.feature import LinkedIdentitySettings, linked_identity_feature
from commkit_gaming.linked_identities.ports import LinkedIdentities
from commkit_gaming.looking_for_group.feature import PartySettings, party_feature
from commkit_gaming.scrims.feature import ScrimSettings, scrim_feature
from commkit_ladders import Ladders
from commkit_matching import Matching
from commkit_minors import Minors
from commkit_reputation import Reputation
from commkit_tournaments import Tournaments


class Gaming:
    """Gaming experiences among members. All settings are defaults that each community may change.

    It brings `commkit_tournaments.Tournaments`, `commkit_ladders.Ladders`, `commkit_matching.Matching`,
    `commkit_contests.Contests`, `commkit_reputation.Reputation` and `commkit_minors.Minors`: give one to the Kit, too,
    for other defaults of it. Give `Minors(ages=...)` in any case: whose age the host does not tell is treated as a
    minor.

    Args:
        commendations: How often members commend each other.
        games: What communities play, where they do not say so themselves.
        guilds: How large guilds are, and of how many one is a member.
        parties: How parties look for members.
        event_nights: How streaks of event nights are counted.
        linked_identities: Who verifies accounts on game platforms; without it nobody links any.
        accounts: Which accounts members link.
        scrims: How guilds ask each other for scrims.
    """

    name = "gaming"

    def __init__(
        self,
        *,
        games: GamesSettings | None = None,
        guilds: GuildSettings | None = None,
        parties: PartySettings | None = None,
        event_nights: EventNightSettings | None = None,
        commendations: CommendationSettings | None = None,
        linked_identities: LinkedIdentities | None = None,
        accounts: LinkedIdentitySettings | None = None,
        scrims: ScrimSettings | None = None,
    ) -> None:
        ports: dict[type, LinkedIdentities] = (
            {LinkedIdentities: linked_identities} if linked_identities else {}
        )
        self._features = (
            commendation_feature.with_settings(commendations or CommendationSettings()),
            games_feature.with_settings(games or GamesSettings()),
            guild_feature.with_settings(guilds or GuildSettings()),
            party_feature.with_settings(parties or PartySettings()),
            event_night_feature.with_settings(event_nights or EventNightSettings()),
            linked_identity_feature.with_settings(accounts or LinkedIdentitySettings()).with_ports(ports),
            scrim_feature.with_settings(scrims or ScrimSettings()),
        )

    @hookimpl
    def commkit_requires(self) -> Iterator[type]:
        """Tournaments, ladders, matching, contests, reputation, and the safety of minors."""
        yield Tournaments
        yield Ladders
        yield Matching
        yield Minors
        yield Contests
        yield Reputation

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """The features of the plugin; each may be used in other types, too."""
        yield from self._features

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        """The community type `gaming`."""
        yield GAMING
