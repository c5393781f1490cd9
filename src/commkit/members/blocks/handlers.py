"""What happens when somebody is muted or blocked, and who asks."""

from commkit.members.blocks import statements as sql
from commkit.members.blocks.messages import LiftShield, MyBlocks, SetShield
from commkit.members.blocks.records import Block, Shield
from commkit.members.feature import members
from commkit.members.records import Membership
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

_MOST = 1_000


@members.handles(SetShield)
def set_shield(session: Session, command: SetShield) -> Block:
    """From now on."""
    other = session.get(Membership, command.other)
    if other.id == session.member:
        raise Invalid.field("other", "oneself", "name somebody else")
    if session.rows(sql.COUNT_OTHERS, member=session.member, other=other.id)[0][0] >= _MOST:
        raise Conflict("members.too_many_blocks", f"lift one of the {_MOST} shields first")
    made = Block(other=other.id, shield=command.shield, at=session.now)
    session.run(sql.SET, made, member=session.member)
    return made


@members.handles(LiftShield)
def lift_shield(session: Session, command: LiftShield) -> None:
    """No more."""
    session.run(sql.LIFT, member=session.member, other=command.other)


@members.handles(MyBlocks)
def my_blocks(session: Session, query: MyBlocks) -> tuple[Block, ...]:
    """One's own; their number is limited."""
    return tuple(session.rows(sql.MINE, member=session.member))


def shielded_from(session: Session, other: MemberId) -> dict[MemberId, Shield]:
    """Who does not want to hear from somebody, and how far."""
    return dict(session.rows(sql.AGAINST, other=other))


def is_heard_anyway(session: Session) -> bool:
    """Whether nobody can shut the actor out: staff, those who keep order, and the host itself."""
    mine = session.membership
    return mine is None or mine.staff or session.can("members.restrict")


def is_blocked_by(session: Session, member: MemberId) -> bool:
    """Whether a member has blocked the actor, and the actor is not heard anyway."""
    if is_heard_anyway(session):
        return False
    return bool(session.rows(sql.BLOCKS, member=member, other=session.member))
