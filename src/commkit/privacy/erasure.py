"""Erasure: a person leaves every community, every table forgets them, and the outbox loses what they wrote."""

from typing import Any

from attrs import evolve
from sqlalchemy import bindparam, select, update

from commkit.members import MemberLeft, Standing
from commkit.members import statements as members_sql
from commkit.members.handlers import change_standing
from commkit.members.tables import membership
from commkit.privacy.holdings import holdings
from commkit.privacy.messages import PersonErased
from commkit.privacy.records import Erased
from commkit.runtime.model.ids import LOBBY, CommunityId, MemberId
from commkit.runtime.sessions.session import Session
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
_FORGET_ERRORS = statement(
    update(delivery)
    .values(error=None)
    .where(
        delivery.c.community_id == bindparam("community_id"),
        delivery.c.error.is_not(None),
    )
)


def erase(session: Session, key: str, member: MemberId) -> Erased:
    """Erase a person, in the lobby's transaction."""
    places: list[CommunityId] = [place for (place,) in session.rows(_COMMUNITIES, key=key)]
    for place in places:
        session.enter(
            None
        )  # a secret community that they left opens from the lobby, not from another community
        session.enter(place)
        _leave(session, member)
        session.emit(PersonErased(member=member))
    facts = sum(_blank_facts(session, place, member) for place in (LOBBY, *places))
    removed = blanked = 0
    for holding in holdings(session.registry):
        if holding.remove is not None:
            removed += session.run(holding.remove, **holding.of(key, member))
        if holding.blank is not None:
            blanked += session.run(holding.blank, **holding.of(key, member))
    return Erased(
        member=member,
        communities=len(places),
        rows_removed=removed,
        rows_blanked=blanked,
        facts_blanked=facts,
    )


def _leave(session: Session, member: MemberId) -> None:
    """Go; also the last owner goes, which the host must be told by the fact."""
    (theirs,) = session.rows(members_sql.ONE, id=member, me=member, sees_all=True)
    change_standing(
        session, theirs, evolve(theirs, standing=Standing.LEFT, standing_until=None, standing_reason="")
    )
    if theirs.is_inside:
        session.emit(MemberLeft(member=member))


def _blank_facts(session: Session, place: CommunityId, member: MemberId) -> int:
    """Blank what the person wrote in facts that name them, and what failed deliveries said: it may quote anything."""
    session.run(_FORGET_ERRORS, community_id=place)
    touched = 0
    for id, name, body in session.rows(_FACTS, community_id=place, mark=str(member)):
        fact = session.registry.facts.get(name)
        if fact is None or not fact.personal:
            continue
        values: dict[str, Any] = from_json(body)
        new_body = to_json(values | {field: "" for field in fact.personal if values.get(field)})
        touched += session.run(_SET_BODY, community_id=place, fact_id=id, new_body=new_body)
    return touched
