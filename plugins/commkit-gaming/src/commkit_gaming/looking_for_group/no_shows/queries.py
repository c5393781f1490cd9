"""How no-shows are counted and read."""

from datetime import datetime
from uuid import UUID

from commkit import Conflict, Context, MemberId, Page
from commkit.members import Membership
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_gaming.looking_for_group.feature import PartySettings, party_feature
from commkit_gaming.looking_for_group.no_shows import statements as sql
from commkit_gaming.looking_for_group.no_shows.messages import (
    ListDisputedNoShows,
    ReadMyNoShows,
    ReadNoShows,
)
from commkit_gaming.looking_for_group.no_shows.policy import free_again_at
from commkit_gaming.looking_for_group.no_shows.records import NoShow, NoShowRecord

_DISPUTED = keyset(UUID, of="gaming.disputed_no_shows")


def no_shows_counting(context: Context, member: MemberId) -> tuple[int, datetime | None]:
    """How many no-shows of a member count, and from when on they may ask for places again; None where they may now."""
    settings = context.settings(PartySettings)
    since = context.now - settings.no_show_lapses
    counting = [at for (at,) in context.rows(sql.COUNTING, member=member, since=since)]
    free = free_again_at(counting, most=settings.most_no_shows, lapses=settings.no_show_lapses)
    return len(counting), free


def check_few_no_shows(context: Context, member: MemberId) -> None:
    """Check that a member may ask for a place.

    Raises:
        Conflict: They did not come too often.
    """
    _, until = no_shows_counting(context, member)
    if until is not None:
        raise Conflict(
            "gaming.too_many_no_shows",
            f"you did not come too often; ask again from {until:%Y-%m-%d} on, or dispute what is wrong",
        )


def _record(context: Context, member: MemberId) -> NoShowRecord:
    counting, free = no_shows_counting(context, member)
    most = context.settings(PartySettings).most_no_shows
    return NoShowRecord(counting, most, free, tuple(context.rows(sql.LATEST, member=member)))


@party_feature.handles(ReadMyNoShows)
def read_my_no_shows(context: Context, query: ReadMyNoShows) -> NoShowRecord:
    """One's own."""
    return _record(context, context.member)


@party_feature.handles(ReadNoShows)
def read_no_shows(context: Context, query: ReadNoShows) -> NoShowRecord:
    """Load the member first."""
    return _record(context, context.get(Membership, query.member).id)


@party_feature.handles(ListDisputedNoShows)
def list_disputed_no_shows(context: Context, query: ListDisputedNoShows) -> Page[NoShow]:
    """A page in one statement."""
    limit = page_size(query.limit)
    (after,) = _DISPUTED.decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.DISPUTED, after=after, size=limit + 1)
    return _DISPUTED.page(rows, limit, lambda one: (one.id,))
