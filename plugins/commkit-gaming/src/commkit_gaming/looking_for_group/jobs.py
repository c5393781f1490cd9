"""The worker's commands of parties: what ends with time, and how a party becomes an event."""

from attrs import frozen

from commkit import Command, Conflict, Context
from commkit_gaming.looking_for_group import statements as sql
from commkit_gaming.looking_for_group.facts import PartyClosed, PartyExpired
from commkit_gaming.looking_for_group.feature import party_feature
from commkit_gaming.looking_for_group.joining import statements as joining_sql
from commkit_gaming.looking_for_group.records import Party, PartyId, PartyState


@frozen
class ExpireParty(Command[bool]):
    """End a party whose time is over. While its ready check runs it does not expire; it does with the end of that.

    Returns:
        Whether it expired.
    """

    permission = "gaming.run_parties"
    when_archived = True

    party: PartyId


@party_feature.handles(ExpireParty)
def expire_party(context: Context, command: ExpireParty) -> bool:
    """Hold the party, and end it where it still looks for members."""
    return expire_if_due(context, locked_party(context, context.get(Party, command.party).id))


def expire_if_due(context: Context, found: Party) -> bool:
    """End a party that is locked where its time is over and no ready check of it runs."""
    if found.state is not PartyState.OPEN or found.expires_at > context.now or found.ready_by is not None:
        return False
    end_party(context, found, PartyState.EXPIRED)
    return True


def end_party(context: Context, found: Party, state: PartyState) -> None:
    """Let a party that is locked look for nobody any more; its requests go.

    Raises:
        Conflict: It was ended already.
    """
    members = tuple(each.member for each in context.rows(sql.MEMBERS, id=found.id))
    if not context.run(sql.END, id=found.id, new_state=state, at=context.now):
        raise Conflict("gaming.party_over", "this party looks for nobody any more; post another one")
    context.run(joining_sql.DELETE_REQUESTS_TO, party=found.id)
    if state is PartyState.EXPIRED:
        context.emit(PartyExpired(party=found.id))
    else:
        context.emit(PartyClosed(party=found.id, members=members))


def locked_party(context: Context, id: PartyId) -> Party:
    """A party as it is until the commit."""
    found: list[Party] = context.rows(sql.LOCKED, id=id)
    return found[0]
