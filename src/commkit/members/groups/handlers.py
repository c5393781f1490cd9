"""What happens when groups are made, entered and left."""

import re
from uuid import UUID

from commkit.members.feature import members
from commkit.members.groups import statements as sql
from commkit.members.groups.messages import (
    AddToGroup,
    EnterGroup,
    GroupEntered,
    GroupLeft,
    GroupMade,
    GroupPage,
    GroupRemoved,
    ListGroups,
    MakeGroup,
    QuitGroup,
    RemoveGroup,
    TakeFromGroup,
)
from commkit.members.groups.records import Group, GroupId
from commkit.members.handlers import eyes
from commkit.members.messages import MemberLeft, StandingChanged
from commkit.members.records import Membership, Standing
from commkit.members.statements import COUNT_MEMBERS
from commkit.runtime.model.errors import Conflict, Denied, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST = 200


@members.loads(Group)
def fetch_group(session: Session, id: UUID) -> Group | None:
    """A group, for those who may see the members."""
    return session.one(sql.ONE, id=id) if session.can("members.read") else None


@members.handles(MakeGroup)
def make_group(session: Session, command: MakeGroup) -> Group:
    """A group with nobody in it."""
    if not _NAME.fullmatch(command.name):
        raise Invalid.field("name", "bad_name", "use lower-case letters, digits and inner hyphens")
    session.run(
        COUNT_MEMBERS, change=0
    )  # the community's row is the lock: two cannot both be the last that fits
    if session.rows(sql.COUNT)[0][0] >= _MOST:
        raise Conflict("members.too_many_groups", f"a community has at most {_MOST} groups; remove one first")
    made = Group(
        id=GroupId(session.new_id()),
        name=command.name,
        title=command.title,
        open=command.open,
        created_at=session.now,
        member_count=0,
    )
    if not session.run(sql.ADD, made):
        raise Conflict("members.group_exists", f"there is a group {command.name!r}; choose another name")
    session.emit(GroupMade(group=made.id))
    return made


@members.handles(RemoveGroup)
def remove_group(session: Session, command: RemoveGroup) -> None:
    """The group goes, its members stay."""
    found = session.get(Group, command.group)
    session.run(
        sql.COUNT_ONE, id=found.id, change=0
    )  # the group's row is the lock: nobody enters from here on
    session.run(sql.EMPTY, id=found.id)
    if session.run(sql.REMOVE, id=found.id):
        session.emit(GroupRemoved(group=found.id))


@members.handles(AddToGroup)
def add_to_group(session: Session, command: AddToGroup) -> Group:
    """Somebody is put in."""
    found = session.get(Group, command.group)
    return _enter(session, found, session.get(Membership, command.member).id)


@members.handles(EnterGroup)
def enter_group(session: Session, command: EnterGroup) -> Group:
    """Through an open door."""
    found = session.get(Group, command.group)
    if not found.open:
        raise Denied("members.group_closed", "this group takes nobody by themselves; ask a steward")
    return _enter(session, found, session.member)


@members.handles(TakeFromGroup)
def take_from_group(session: Session, command: TakeFromGroup) -> Group:
    """Somebody is taken out."""
    return _leave(session, session.get(Group, command.group), command.member)


@members.handles(QuitGroup)
def quit_group(session: Session, command: QuitGroup) -> Group:
    """Out again."""
    return _leave(session, session.get(Group, command.group), session.member)


@members.handles(ListGroups)
def list_groups(session: Session, query: ListGroups) -> tuple[Group, ...]:
    """All of them; their number is limited."""
    return tuple(session.rows(sql.ALL))


@members.handles(GroupPage)
def group_page(session: Session, query: GroupPage) -> Page[Membership]:
    """The members of a group."""
    found = session.get(Group, query.group)
    size = page_size(query.limit)
    after = decode_cursor(query.after, 16) if query.after else bytes(16)
    rows = session.rows(sql.PAGE, group=found.id, after=UUID(bytes=after), size=size + 1, **eyes(session))
    return cut(rows, size, lambda one: one.id.bytes)


@members.reacts_to(MemberLeft, StandingChanged)
def leave_groups(session: Session, fact: MemberLeft | StandingChanged) -> None:
    """Who leaves the community or is banned leaves its groups."""
    if isinstance(fact, StandingChanged) and fact.standing is not Standing.BANNED:
        return
    for (group,) in session.rows(sql.THEIRS, member=fact.member):
        if session.run(sql.LEAVE, group=group, member=fact.member):
            session.run(sql.COUNT_ONE, id=group, change=-1)
            session.emit(GroupLeft(group=group, member=fact.member))


def group_named(session: Session, name: str) -> Group | None:
    """The group that a mention means, or None."""
    return session.one(sql.NAMED, name=name)


def _enter(session: Session, found: Group, member: MemberId) -> Group:
    # Who leaves the community at this moment holds the membership's row, who dissolves the group the group's.
    if not session.run(sql.HOLD_INSIDE, member=member):
        raise NotFound("runtime.not_found", "there is no such membership here, or it is not for you to see")
    if not session.run(sql.COUNT_ONE, id=found.id, change=0):
        raise NotFound("runtime.not_found", "there is no such group here, or it is not for you to see")
    if session.run(sql.ENTER, group=found.id, member=member, at=session.now):
        session.run(sql.COUNT_ONE, id=found.id, change=1)
        session.emit(GroupEntered(group=found.id, member=member))
    return session.get(Group, found.id)


def _leave(session: Session, found: Group, member: MemberId) -> Group:
    if session.run(sql.LEAVE, group=found.id, member=member):
        session.run(sql.COUNT_ONE, id=found.id, change=-1)
        session.emit(GroupLeft(group=found.id, member=member))
    return session.get(Group, found.id)
