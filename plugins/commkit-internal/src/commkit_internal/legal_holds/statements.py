"""The statements of legal holds."""

from sqlalchemy import bindparam, insert, select, update

from commkit.members import membership
from commkit.storage import Id, UtcDateTime, statement
from commkit_internal.legal_holds.records import HeldMember, HeldThread, LegalHold
from commkit_internal.tables import held_member, held_thread, legal_hold

_HERE = legal_hold.c.community_id == bindparam("community_id")
_THIS = _HERE & (legal_hold.c.id == bindparam("id", type_=Id))
_HOLD = bindparam("hold", type_=Id)
_NOW = bindparam("now", type_=UtcDateTime)
_COLUMNS = tuple(legal_hold.c[name] for name in LegalHold.__annotations__)
_MEMBER = tuple(held_member.c[name] for name in HeldMember.__annotations__)
_THREAD = tuple(held_thread.c[name] for name in HeldThread.__annotations__)
_MEMBERS = (held_member.c.community_id == bindparam("community_id")) & (held_member.c.hold == _HOLD)
_THREADS = (held_thread.c.community_id == bindparam("community_id")) & (held_thread.c.hold == _HOLD)

ADD = statement(lambda: insert(legal_hold))
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=LegalHold)
PAGE = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, legal_hold.c.id < bindparam("after", type_=Id))
        .order_by(legal_hold.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=LegalHold,
)
RELEASE = statement(
    lambda: (
        update(legal_hold)
        .values(released_at=_NOW, released_by=bindparam("by", type_=Id))
        .where(_THIS, legal_hold.c.released_at.is_(None))
    )
)

ADD_MEMBER = statement(lambda: insert(held_member))
MEMBERS = statement(
    lambda: select(*_MEMBER).where(_MEMBERS).order_by(held_member.c.id).limit(1_000), into=HeldMember
)
MEMBER = statement(
    lambda: select(*_MEMBER).where(_MEMBERS, held_member.c.member == bindparam("member", type_=Id)),
    into=HeldMember,
)
CUSTODIAN = statement(
    lambda: select(membership.c.name).where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.id == bindparam("member", type_=Id),
    )
)
"""The name of anybody who is or was a member."""
RELEASE_MEMBERS = statement(lambda: update(held_member).values(released_at=_NOW).where(_MEMBERS))
_other = held_member.alias("other")
ENDED_FOR = statement(
    lambda: (
        select(held_member.c.member)
        .where(
            _MEMBERS,
            ~select(_other.c.id)
            .where(
                _other.c.community_id == held_member.c.community_id,
                _other.c.member == held_member.c.member,
                _other.c.released_at.is_(None),
            )
            .exists(),
        )
        .order_by(held_member.c.id)
    )
)
"""Custodians of a hold whom no other hold reaches now."""

ADD_THREAD = statement(lambda: insert(held_thread))
THREADS = statement(
    lambda: select(*_THREAD).where(_THREADS).order_by(held_thread.c.id).limit(1_000), into=HeldThread
)
THREAD = statement(
    lambda: select(*_THREAD).where(_THREADS, held_thread.c.thread == bindparam("thread", type_=Id)),
    into=HeldThread,
)
RELEASE_THREADS = statement(lambda: update(held_thread).values(released_at=_NOW).where(_THREADS))
HOLDING_THREAD = statement(
    lambda: select(held_thread.c.hold).where(
        held_thread.c.community_id == bindparam("community_id"),
        held_thread.c.thread == bindparam("thread", type_=Id),
        held_thread.c.released_at.is_(None),
    )
)
"""The holds that reach a thread."""
