"""The commands and queries of no-shows."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, Text, TextCommand
from commkit_gaming.looking_for_group.no_shows.records import NoShow, NoShowId, NoShowRecord
from commkit_gaming.looking_for_group.records import PartyId


@frozen
class NoteNoShow(Command[None]):
    """Note that somebody in a party was ready and did not come, as its owner, within 7 days of its beginning.

    They are told, and may dispute it; stewards and they alone read of it. Again, it changes nothing.

    Attributes:
        party: The party.
        member: Who did not come.

    Raises:
        NotFound: There is no such party for the actor, or they are not in it.
        Denied: The actor does not own it.
        Conflict: It was not ready, has not begun, or began too long ago, or it is the actor.
    """

    permission = "gaming.join_parties"

    party: PartyId
    member: MemberId


@frozen
class TakeBackNoShow(Command[bool]):
    """Take back what one noted about somebody in a party that one owns.

    Returns:
        Whether it was noted, and not decided yet.

    Raises:
        NotFound: There is no such party for the actor.
        Denied: The actor does not own it.
    """

    permission = "gaming.own_parties"
    withdraws = True

    party: PartyId
    member: MemberId


@frozen
class DisputeNoShow(TextCommand[NoShow]):
    """Say that a no-show of one's own is wrong: it does not count until stewards decide.

    Raises:
        NotFound: There is no such no-show for the actor.
        Denied: It is of somebody else.
        Conflict: It was disputed or decided already, or is too old.
    """

    permission = "gaming.own_parties"
    shown = ("text",)
    personal = ("text",)

    no_show: NoShowId
    text: Annotated[str, Text(max=2_000)]


@frozen
class DecideNoShow(Command[NoShow]):
    """Decide whether a no-show counts, disputed or not; the member is told.

    Attributes:
        no_show: The no-show.
        forgiven: Whether it does not count.

    Raises:
        NotFound: There is no such no-show for the actor.
        Denied: It is the actor's own, or noted by them.
    """

    permission = "gaming.decide_no_shows"

    no_show: NoShowId
    forgiven: bool


@frozen
class ReadMyNoShows(Query[NoShowRecord]):
    """One's own no-shows, and whether one may ask for places."""

    permission = "gaming.own_parties"


@frozen
class ReadNoShows(Query[NoShowRecord]):
    """The no-shows of a member, for stewards.

    Raises:
        NotFound: There is no such member for the actor.
    """

    permission = "gaming.decide_no_shows"

    member: MemberId


@frozen
class ListDisputedNoShows(Query[Page[NoShow]]):
    """The no-shows that wait for a decision, the oldest first.

    Attributes:
        after: The `next` of the page before.
        limit: No-shows on a page, 1 to 100.
    """

    permission = "gaming.decide_no_shows"
    personal = ()

    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
