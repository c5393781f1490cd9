"""How accreditations are read."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, Description, Invalid, Page
from commkit.members import GroupId
from commkit.storage import LAST_ID, keyset, page_size
from commkit_media.press.accreditations import statements as sql
from commkit_media.press.accreditations.messages import (
    ListAccreditations,
    ReadMyAccreditation,
    ReadPressGroup,
)
from commkit_media.press.accreditations.records import Accreditation, AccreditationState
from commkit_media.press.accredited.handlers import accredited_group
from commkit_media.press.feature import press_feature

_BY_ID = keyset(UUID, of="media.accreditations")


@press_feature.handles(ReadMyAccreditation)
def read_my_accreditation(context: Context, query: ReadMyAccreditation) -> Accreditation | None:
    """One statement."""
    return context.one(sql.MINE, member=context.member_or_none)


@press_feature.handles(ListAccreditations)
def list_accreditations(context: Context, query: ListAccreditations) -> Page[Accreditation]:
    """A page in one statement."""
    states = tuple(state.value for state in AccreditationState)
    if query.state is not None and query.state not in states:
        raise Invalid.field("state", "unknown_state", f"choose one of: {', '.join(states)}")
    limit, keyed = page_size(query.limit), _BY_ID.of_query(query)
    (before,) = keyed.decode(query.after, default=(LAST_ID,))
    if query.state is None:
        rows = context.rows(sql.PAGE, before=before, size=limit + 1)
    else:
        state = AccreditationState(query.state)
        rows = context.rows(sql.PAGE_OF_STATE, before=before, state=state, size=limit + 1)
    return keyed.page(rows, limit, lambda found: (found.id,))


@press_feature.handles(ReadPressGroup)
def read_press_group(context: Context, query: ReadPressGroup) -> GroupId | None:
    """One statement."""
    return accredited_group(context)


@press_feature.describes(Accreditation)
def describe_accreditations(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """An accreditation is called by its outlet."""
    rows = context.rows(sql.OF_IDS, ids=list(ids)) if ids else ()
    return {id: Description(outlet, author=member) for id, outlet, member in rows}
