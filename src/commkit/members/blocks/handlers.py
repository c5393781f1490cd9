"""What happens when somebody is muted or blocked, and who asks."""

from commkit.members.blocks import statements as sql
from commkit.members.blocks.messages import BlockMember, ListMyBlocks, UnblockMember
from commkit.members.blocks.records import Block, BlockLevel
from commkit.members.feature import members
from commkit.members.records import Membership
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

_MAX_BLOCKS = 1_000


@members.handles(BlockMember)
def block_member(session: Session, command: BlockMember) -> Block:
    """From now on."""
    other = session.get(Membership, command.member)
    if other.id == session.member:
        raise Invalid.field("member", "oneself", "name somebody else")
    if session.rows(sql.COUNT_OTHERS, member=session.member, blocked=other.id)[0][0] >= _MAX_BLOCKS:
        raise Conflict("members.too_many_blocks", f"lift one of the {_MAX_BLOCKS} blocks first")
    made = Block(blocked=other.id, level=command.level, at=session.now)
    session.run(sql.UPSERT, made, member=session.member)
    return made


@members.handles(UnblockMember)
def unblock_member(session: Session, command: UnblockMember) -> None:
    """No more."""
    session.run(sql.DELETE, member=session.member, blocked=command.member)


@members.handles(ListMyBlocks)
def list_my_blocks(session: Session, query: ListMyBlocks) -> tuple[Block, ...]:
    """One's own; their number is limited."""
    return tuple(session.rows(sql.MINE, member=session.member))


def blockers_of(session: Session, member: MemberId) -> dict[MemberId, BlockLevel]:
    """Who does not want to hear from somebody, and how far."""
    return dict(session.rows(sql.BLOCKERS, blocked=member))


def may_message_despite_block(session: Session) -> bool:
    """Whether nobody can shut the actor out: staff, those who keep order, and the host itself."""
    mine = session.membership
    return mine is None or mine.staff or session.can("members.restrict")


def is_blocked_by(session: Session, member: MemberId) -> bool:
    """Whether a member has blocked the actor, and the actor is not heard anyway."""
    if may_message_despite_block(session):
        return False
    return bool(session.rows(sql.IS_BLOCKED, member=member, blocked=session.member))
