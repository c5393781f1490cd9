"""When it is offered to do something about a party, besides the permission."""

from commkit import Context
from commkit_gaming.looking_for_group.feature import party_feature
from commkit_gaming.looking_for_group.joining.messages import AskToJoinParty
from commkit_gaming.looking_for_group.messages import CloseParty, HandOverParty
from commkit_gaming.looking_for_group.ready_checks.messages import AnswerReadyCheck, CallReadyCheck
from commkit_gaming.looking_for_group.records import Party, PartyState


@party_feature.offers(AskToJoinParty, about=Party)
def looks_for_members(context: Context, party: Party) -> bool:
    """One that looks for members, and is of somebody else."""
    return _is_open(context, party) and party.owner != context.member_or_none


@party_feature.offers(CallReadyCheck, about=Party)
def may_be_checked(context: Context, party: Party) -> bool:
    """One of one's own that looks for members."""
    return _is_open(context, party) and party.owner == context.member_or_none


@party_feature.offers(AnswerReadyCheck, about=Party)
def is_checked(context: Context, party: Party) -> bool:
    """One whose ready check runs."""
    return party.ready_by is not None and party.ready_by > context.now


@party_feature.offers(CloseParty, HandOverParty, about=Party)
def is_not_over(context: Context, party: Party) -> bool:
    """One that was neither closed nor expired."""
    return party.state in (PartyState.OPEN, PartyState.READY)


def _is_open(context: Context, party: Party) -> bool:
    return party.state is PartyState.OPEN and party.expires_at > context.now and party.ready_by is None
