"""The commands and queries of parties as a whole."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from attrs import frozen

from commkit import Command, MemberId, Page, Query, Text, TextCommand
from commkit.spaces import SpaceId
from commkit_gaming.looking_for_group.records import (
    Party,
    PartyId,
    PartyLevel,
    PartyListing,
    PartyMember,
)

Title = Annotated[str, Text(max=100, multiline=False)]
PartyText = Annotated[str, Text(max=2_000, min=0)]
GameTitle = Annotated[str, Text(max=200, multiline=False)]
RoleName = Annotated[str, Text(max=40, multiline=False)]
PlatformName = Annotated[str, Text(max=40, multiline=False)]
LanguageTag = Annotated[str, Text(max=35, multiline=False)]


@frozen(kw_only=True)
class PostParty(TextCommand[PartyListing]):
    """Look for members to play with: post a party with places by role, and take one of them.

    Attributes:
        title: One line.
        text: What it is about.
        game: One of the games of the community.
        platform: What it is played on, one of the platforms of the settings.
        language: What is spoken, as a tag of BCP 47, such as `en` or `pt-BR`.
        level: How well one plays who is looked for.
        slots: How many places there are of each role, with that of the actor; 2 or more in all.
        role: The role that the actor plays.
        lasts: How long it looks for members, 10 minutes or more; a day where it is left out, or as long as it may.
        space: The space that it stands in, whose audience sees it; None for the community itself.

    Raises:
        NotFound: There is no such space for the actor.
        Invalid: The game, the platform or a role is unknown, or the language, the places or the time do not fit.
        Conflict: As many parties of the actor look for members as may, or the space is archived.
    """

    permission = "gaming.join_parties"
    creates = True
    shown = ("title", "text")
    personal = ("title", "text")

    title: Title
    text: PartyText = ""
    game: GameTitle
    platform: PlatformName
    language: LanguageTag
    level: PartyLevel = PartyLevel.ANY
    slots: Mapping[str, int]
    role: RoleName
    lasts: timedelta | None = None
    space: SpaceId | None = None


@frozen
class CloseParty(Command[Party]):
    """Look for nobody any more, as the owner; stewards may close any party. Its requests go.

    Raises:
        NotFound: There is no such party for the actor.
        Denied: The actor does not own it.
        Conflict: It looks for nobody any more already.
    """

    permission = "gaming.join_parties"

    party: PartyId


@frozen
class HandOverParty(Command[Party]):
    """Make somebody else in a party its owner; they are told.

    Raises:
        NotFound: There is no such party for the actor, or they are not in it.
        Denied: The actor does not own it.
        Conflict: They own it already, or it was closed or expired.
    """

    permission = "gaming.join_parties"

    party: PartyId
    member: MemberId


@frozen
class ReadParty(Query[PartyListing]):
    """Read a party, also one that looks for nobody any more.

    Raises:
        NotFound: There is no such party for the actor.
    """

    permission = "gaming.read_parties"

    party: PartyId


@frozen(kw_only=True)
class ListParties(Query[Page[PartyListing]]):
    """List the parties that look for members, the newest first. A party is not there for whom somebody in it blocks.

    Attributes:
        game: Those of this game alone; all where it is left out, as of the others.
        role: Those with a free place of this role.
        platform: Those on this platform.
        language: Those in this language.
        level: Those for who plays so well, and for all.
        after: The `next` of the page before.
        limit: Parties on a page, 1 to 100.
    """

    permission = "gaming.read_parties"
    personal = ()

    game: GameTitle | None = None
    role: RoleName | None = None
    platform: PlatformName | None = None
    language: LanguageTag | None = None
    level: PartyLevel | None = None
    after: str | None = None
    limit: int = 20


@frozen
class ListPartyMembers(Query[tuple[PartyMember, ...]]):
    """Who is in a party, by how long; what they answered to its ready check is told to who is in it alone.

    Raises:
        NotFound: There is no such party for the actor.
    """

    permission = "gaming.read_parties"

    party: PartyId


@frozen
class SuggestPartyMembers(Query[tuple[MemberId, ...]]):
    """Who of those who ask could fill the free places of a party, for its owner: as close to its skill as can be.

    For each role in turn those whose skill on the ladder is the closest to the mean of who is in the party; who has
    none counts as the mean, and of two as close who asked first.

    Raises:
        NotFound: There is no such party for the actor.
        Denied: The actor does not own it.
    """

    permission = "gaming.join_parties"
    personal = ()

    party: PartyId
