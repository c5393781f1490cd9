"""What of a fact an endpoint gets: of things with an audience, what the member who created it may see at that moment.

An endpoint acts for who created it. One that the host created sees what the host sees; one whose creator is no member
any more sees what a visitor does: nothing of a community that is not public. Nothing behind walls is sent to any of
them.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from commkit.communities import Visibility
from commkit.members import CURRENT_STATUSES
from commkit.runtime.model.messages import Fact
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.fact_objects import NamedObjects, named_objects
from commkit.runtime.sessions.fact_reading import public_fields
from commkit.webhooks import statements as sql
from commkit.webhooks.records import DeliveryTarget


def payload_for(context: Context, fact: Fact, endpoint: DeliveryTarget) -> dict[str, Any] | None:
    """The fields of a fact that an endpoint gets; None where the fact is not for it.

    A fact about a hidden object is not sent. Of a fact about many objects, the hidden ones are left out.

    Args:
        context: A context of the host.
        fact: The fact.
        endpoint: The endpoint.
    """
    if _is_outside(endpoint) and context.community.visibility is not Visibility.PUBLIC:
        return None
    composed = _composed(context, fact)
    visible = _visible_to(context, endpoint, composed)
    values = public_fields(fact)
    for named in composed:
        shown = [id for id in named.ids if (named.record, id) in visible]
        if named.ids and not shown:
            return None
        if isinstance(values.get(named.field), list):
            values[named.field] = [str(id) for id in shown]
    if any(_is_walled(context, id) for id in _groups(fact)):
        return None
    return values


def _composed(context: Context, fact: Fact) -> list[NamedObjects]:
    """The fields of a fact that name objects with composed visibility."""
    return [named for named in named_objects(fact) if context.visibility.composes(named.record)]


def _visible_to(
    context: Context, endpoint: DeliveryTarget, composed: list[NamedObjects]
) -> set[tuple[str, UUID]]:
    """Those of the objects that the endpoint's creator may see, and that are not behind walls."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for named in composed:
        ids[named.record].update(named.ids)
    ids = {record: some for record, some in ids.items() if some}
    classes = {
        known.record.__name__: known
        for known in context.visibility.records.values()
        if known.record.__name__ in ids
    }
    outside = {
        (record, id)
        for record, known in classes.items()
        for (id,) in context.rows(sql.outside_walls(known.record, known.table), ids=list(ids[record]))
    }
    if not outside or endpoint.created_by is None:
        return outside
    with context.viewing_as(None if _is_outside(endpoint) else endpoint.key):
        return {
            (record, id)
            for record, known in classes.items()
            for id in context.visible_ids(known.record, ids[record])
            if (record, id) in outside
        }


def _is_outside(endpoint: DeliveryTarget) -> bool:
    """Whether the member who created an endpoint is none any more."""
    return endpoint.created_by is not None and endpoint.status not in CURRENT_STATUSES


def _groups(fact: Fact) -> Iterable[UUID]:
    """The groups that a fact names."""
    return [id for named in named_objects(fact) if named.record == "Group" for id in named.ids]


def _is_walled(context: Context, group: UUID) -> bool:
    return context.one(sql.WALLED_GROUP, id=group) is not None
