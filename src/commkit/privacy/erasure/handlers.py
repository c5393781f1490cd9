"""How a person is erased: they leave every community, every table forgets them, the outbox loses what they wrote."""

import logging
from typing import Any

from commkit.fields import disown_fields
from commkit.members import lock_account, remove_member
from commkit.privacy.erasure import statements as sql
from commkit.privacy.erasure.facts import PersonErased
from commkit.privacy.erasure.messages import ErasePerson
from commkit.privacy.erasure.records import ErasureResult
from commkit.privacy.feature import privacy
from commkit.privacy.holding.handlers import leave_held
from commkit.privacy.holding.records import HeldRows
from commkit.privacy.person_columns.statements import person_columns
from commkit.privacy.policy import key_of_person, person_not_found
from commkit.runtime.composing.left_tables import LeftTables, left_tables
from commkit.runtime.model.ids import LOBBY, CommunityId, MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.serialization import from_json, to_json

_log = logging.getLogger("commkit")


@privacy.handles(ErasePerson)
def erase_person(context: Context, command: ErasePerson) -> ErasureResult:
    """Erase the person in the lobby's transaction.

    The account is locked first: nobody becomes a member by the key meanwhile, and every later command of the person
    finds no account and no membership of theirs at its commit. In each community holds are locked before anything is
    blanked there: what is held by then stays whole, and what is held later finds nothing left.
    """
    key = key_of_person(context, command.key)
    member = lock_account(context, key)
    if member is None:
        raise person_not_found()
    communities: list[CommunityId] = [id for (id,) in context.rows(sql.COMMUNITIES, key=key)]
    left = left_tables(context, context.registry)
    agents: set[str] = set()
    held: list[HeldRows] = []
    for community in communities:
        # From the lobby: a secret community that they left cannot be entered from another community.
        context.enter(None)
        context.enter(community)
        agents |= set(remove_member(context, member))
        held += leave_held(context, left, key, member)
        disown_fields(context, member)
        context.emit(PersonErased(member=member))
    unknown: set[str] = set(left.undeclared)
    facts = sum(
        _blank_outbox(context, community, member, left, unknown) for community in (LOBBY, *communities)
    )
    removed, blanked = _clean_tables(context, left, key, member)
    if unknown:
        _log.error(
            "erasure.tables_unknown tables=%s: nobody said what is in them, look there",
            ", ".join(sorted(unknown)),
        )
    return ErasureResult(
        member=member,
        communities=len(communities),
        rows_removed=removed,
        rows_blanked=blanked,
        facts_blanked=facts,
        agents=tuple(sorted(agents)),
        not_cleaned=tuple(sorted(unknown)),
        held=tuple(held),
    )


def _clean_tables(context: Context, left: LeftTables, key: str, member: MemberId) -> tuple[int, int]:
    """Delete or blank what every table declares as the person's; gives the number of rows of each."""
    removed = blanked = 0
    for column in person_columns(context.registry, left):
        if column.delete is not None:
            removed += context.run(column.delete, **column.parameters(key, member))
        if column.blank is not None:
            blanked += context.run(column.blank, **column.parameters(key, member))
    return removed, blanked


def _blank_outbox(
    context: Context, community: CommunityId, member: MemberId, left: LeftTables, unknown: set[str]
) -> int:
    """Blank the personal fields of facts that name the person, and errors of deliveries, which may quote anything.

    What names the person and is no fact that anybody declared is added to what is `unknown`.
    """
    context.run(sql.CLEAR_DELIVERY_ERRORS, community_id=community)
    touched = 0
    for id, name, body in context.rows(sql.FACTS, community_id=community, mark=str(member)):
        fact = context.registry.facts.get(name)
        personal = fact.personal if fact is not None else left.facts.get(name)
        if personal is None:
            unknown.add(name)
        if not personal:
            continue
        values: dict[str, Any] = from_json(body)
        new_body = to_json(values | {field: "" for field in personal if values.get(field)})
        touched += context.run(sql.SET_BODY, community_id=community, fact_id=id, new_body=new_body)
    return touched
