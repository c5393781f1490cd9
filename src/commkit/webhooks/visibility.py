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
from commkit.webhooks import statements as sql
from commkit.webhooks.policy import object_fields, public_payload
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
    named = _named_objects(context, fact)
    visible = _visible_to(context, endpoint, named)
    values = public_payload(fact)
    for field, record, ids in named:
        shown = [id for id in ids if (record, id) in visible]
        if ids and not shown:
            return None
        if isinstance(values.get(field), list):
            values[field] = [str(id) for id in shown]
    if any(_is_walled(context, id) for id in _groups(fact)):
        return None
    return values


def _named_objects(context: Context, fact: Fact) -> list[tuple[str, str, list[UUID]]]:
    """The fields of a fact that name objects with composed visibility: the field, the class name, and the ids."""
    found = [(field, record, _ids(fact, field)) for field, record in _fields(fact)]
    record, object = getattr(fact, "record", None), getattr(fact, "object", None)
    if isinstance(record, str) and isinstance(object, UUID):
        found.append(("object", record, [object]))
    return [entry for entry in found if context.visibility.composes(entry[1])]


def _fields(fact: Fact) -> tuple[tuple[str, str], ...]:
    kind: Any = type(fact)  # a class can be hashed, which mypy cannot make out of attrs classes
    return object_fields(kind)


def _ids(fact: Fact, field: str) -> list[UUID]:
    value = getattr(fact, field)
    values = value if isinstance(value, Iterable) else (value,)
    return [id for id in values if isinstance(id, UUID)]


def _visible_to(
    context: Context, endpoint: DeliveryTarget, named: list[tuple[str, str, list[UUID]]]
) -> set[tuple[str, UUID]]:
    """Those of the objects that the endpoint's creator may see, and that are not behind walls."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for _, record, some in named:
        ids[record].update(some)
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
    return [id for field, record in _fields(fact) if record == "Group" for id in _ids(fact, field)]


def _is_walled(context: Context, group: UUID) -> bool:
    return context.one(sql.WALLED_GROUP, id=group) is not None
