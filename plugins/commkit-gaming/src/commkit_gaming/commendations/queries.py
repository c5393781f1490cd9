"""How commendations are read."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from commkit import Context, Description, Invalid, MemberId, Page
from commkit.members import Membership
from commkit.storage import LAST_ID, NOBODY, keyset, page_size
from commkit_gaming.commendations import statements as sql
from commkit_gaming.commendations.feature import commendation_feature
from commkit_gaming.commendations.messages import (
    ListCommendationLoops,
    ListMyCommendations,
    ReadCommendations,
)
from commkit_gaming.commendations.records import (
    Commendation,
    CommendationCount,
    CommendationKind,
    CommendationLoop,
)

_COMMENDATIONS = keyset(UUID, of="gaming.commendations")


@commendation_feature.describes(Commendation)
def describe_commendations(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A commendation is called like its kind."""
    if not ids:
        return {}
    titles = {each.name: each.title for each in context.declared(CommendationKind)}
    rows: list[tuple[UUID, str, MemberId]] = context.rows(
        sql.MANY, ids=list(ids), me=context.member_or_none or NOBODY
    )
    return {id: Description(title=titles.get(kind, kind), author=giver) for id, kind, giver in rows}


@commendation_feature.handles(ReadCommendations)
def read_commendations(context: Context, query: ReadCommendations) -> tuple[CommendationCount, ...]:
    """Load the member; one's own are there always."""
    member = context.get(Membership, query.member).id
    if member != context.member_or_none and context.one(sql.IS_SHOWN, member=member) is None:
        return ()
    times = dict(context.rows(sql.COUNTS, receiver=member))
    return tuple(
        CommendationCount(each.name, each.title, each.summary, times[each.name])
        for each in context.declared(CommendationKind)
        if each.name in times
    )


@commendation_feature.handles(ListMyCommendations)
def list_my_commendations(context: Context, query: ListMyCommendations) -> Page[Commendation]:
    """One statement."""
    limit, cursors = page_size(query.limit), _COMMENDATIONS.within(query.given)
    (after,) = cursors.decode(query.after, default=(LAST_ID,))
    rows = context.rows(
        sql.GIVEN if query.given else sql.RECEIVED, me=context.member, after=after, size=limit + 1
    )
    page: Page[Commendation] = cursors.page(rows, limit, lambda found: (found.id,))
    return page


@commendation_feature.handles(ListCommendationLoops)
def list_commendation_loops(context: Context, query: ListCommendationLoops) -> tuple[CommendationLoop, ...]:
    """One statement."""
    if not timedelta(days=1) <= query.within <= timedelta(days=366):
        raise Invalid.field("within", "out_of_range", "give a day to a year")
    if not 1 <= query.at_least <= 1_000:
        raise Invalid.field("at_least", "out_of_range", "give 1 to 1,000")
    since = context.now - query.within
    return tuple(context.rows(sql.LOOPS, since=since, at_least=query.at_least))
