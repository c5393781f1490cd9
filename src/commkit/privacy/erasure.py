"""Erasure: a person leaves every community, every table forgets them, and the outbox loses what they wrote."""

from typing import Any

from attrs import evolve
from sqlalchemy import bindparam, select, update

from commkit.members import MemberLeft, MembershipStatus
from commkit.members import statements as members_sql
from commkit.members.handlers import change_status
from commkit.members.tables import membership
from commkit.privacy.messages import PersonErased
from commkit.privacy.person_columns import person_columns
from commkit.privacy.records import ErasureResult
from commkit.runtime.model.ids import LOBBY, CommunityId, MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.tables import delivery, outbox
from commkit.runtime.values.serialization import from_json, to_json

_COMMUNITIES = statement(
    select(membership.c.community_id)
    .where(membership.c.key == bindparam("key"))
    .order_by(membership.c.community_id)
)
_MENTIONS = (outbox.c.community_id == bindparam("community_id")) & outbox.c.body.contains(bindparam("mark"))
_FACTS = statement(select(outbox.c.id, outbox.c.fact, outbox.c.body).where(_MENTIONS))
_SET_BODY = statement(
    update(outbox)
    .values(body=bindparam("new_body"))
    .where(outbox.c.community_id == bindparam("community_id"), outbox.c.id == bindparam("fact_id"))
)
_CLEAR_DELIVERY_ERRORS = statement(
    update(delivery)
    .values(error=None)
    .where(
        delivery.c.community_id == bindparam("community_id"),
        delivery.c.error.is_not(None),
    )
)


def erase(context: Context, key: str, member: MemberId) -> ErasureResult:
    """Erase a person, in the lobby's transaction."""
    places: list[CommunityId] = [place for (place,) in context.rows(_COMMUNITIES, key=key)]
    for place in places:
        context.enter(
            None
        )  # a secret community that they left opens from the lobby, not from another community
        context.enter(place)
        _leave_community(context, member)
        context.emit(PersonErased(member=member))
    facts = sum(_blank_outbox(context, place, member) for place in (LOBBY, *places))
    removed = blanked = 0
    for column in person_columns(context.registry):
        if column.delete is not None:
            removed += context.run(column.delete, **column.parameters(key, member))
        if column.blank is not None:
            blanked += context.run(column.blank, **column.parameters(key, member))
    return ErasureResult(
        member=member,
        communities=len(places),
        rows_removed=removed,
        rows_blanked=blanked,
        facts_blanked=facts,
    )


def _leave_community(context: Context, member: MemberId) -> None:
    """Go; also the last owner goes, which the host must be told by the fact."""
    (theirs,) = context.rows(members_sql.ONE, id=member, me=member, sees_all=True)
    change_status(
        context,
        theirs,
        evolve(theirs, status=MembershipStatus.LEFT, restricted_until=None, restriction_reason=""),
    )
    if theirs.is_current:
        context.emit(MemberLeft(member=member))


def _blank_outbox(context: Context, place: CommunityId, member: MemberId) -> int:
    """Blank what the person wrote in facts that name them, and what failed deliveries said: it may quote anything."""
    context.run(_CLEAR_DELIVERY_ERRORS, community_id=place)
    touched = 0
    for id, name, body in context.rows(_FACTS, community_id=place, mark=str(member)):
        fact = context.registry.facts.get(name)
        if fact is None or not fact.personal:
            continue
        values: dict[str, Any] = from_json(body)
        new_body = to_json(values | {field: "" for field in fact.personal if values.get(field)})
        touched += context.run(_SET_BODY, community_id=place, fact_id=id, new_body=new_body)
    return touched
