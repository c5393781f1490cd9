"""The command of direct proposals."""

from attrs import field, frozen

from commkit import Command, MemberId
from commkit_matching.matches.records import Match
from commkit_matching.requests.messages import KindField, SideField


@frozen
class ProposeMatch(Command[Match]):
    """Propose oneself to another member, for a kind that one asks for and that lets members do so.

    They read who proposes, with what is disclosed to who is proposed, and accept or decline as with any proposal. Who
    proposes learns nothing until they accept: whether they ask at all, have a place, or are kept apart by a limit or a
    block makes no difference that is told. It runs out after the kind's `answer_within`.

    Attributes:
        kind: The name of the kind.
        to: To whom.
        side: On which side the actor stands.

    Raises:
        NotFound: There is no such member.
        Invalid: There is no such kind or side, it is oneself, or the kind has rounds alone (`matching.not_direct`).
        Conflict: The actor does not ask for this, has no place left, proposed it to them already or they to the
            actor, or the two are matched.
    """

    permission = "matching.propose"
    discreet = True
    personal = ()

    kind: KindField
    to: MemberId
    side: SideField = field(kw_only=True)
