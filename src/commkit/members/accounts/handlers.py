"""How a user of the host gets a member id, and how it is found and locked."""

from commkit.members.accounts import statements as sql
from commkit.members.records import MembershipKind
from commkit.runtime.model.errors import Conflict, Denied
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


def get_or_create_account(
    context: Context, key: str, kind: MembershipKind = MembershipKind.PERSON
) -> MemberId:
    """The member id of a user of the host, made when first asked for; locked against erasure until the commit.

    Raises:
        Denied: The user was erased in the meantime.
        Conflict: The key is an agent's, and a person was meant, or the other way round.
    """
    context.run(sql.ADD_ACCOUNT, key=key, id=context.new_id(), created_at=context.now, kind=kind)
    found = context.one(sql.SHARE_ACCOUNT, key=key)
    known = context.origin_member if key == context.actor else None
    if found is None or (known is not None and found[0] != known):
        raise Denied("members.account_changed", "your account was erased in the meantime; sign in again")
    if found[1] is not kind:
        raise Conflict(
            "members.other_kind",
            "this key is an agent's, which only AddAgent brings in"
            if kind is MembershipKind.PERSON
            else "this key is a person's; give the agent another one",
        )
    return MemberId(found[0])


def find_account(context: Context, key: str) -> MemberId | None:
    """The member id of a user of the host, the same in every community; None for who was never a member."""
    found = context.one(sql.ACCOUNT, key=key)
    return MemberId(found[0]) if found is not None else None


def lock_account(context: Context, key: str) -> MemberId | None:
    """Like `find_account`, and nobody becomes a member anywhere by this key until the commit."""
    found = context.one(sql.LOCK_ACCOUNT, key=key)
    return MemberId(found[0]) if found is not None else None
