"""How a restriction is kept when its person is erased, and holds again when they come again."""

from collections.abc import Iterable

from commkit.members.kept_restrictions import statements as sql
from commkit.members.kept_restrictions.policy import new_hash_key, user_hash
from commkit.members.kept_restrictions.records import KeptRestriction
from commkit.members.records import RESTRICTED_STATUSES, Membership, MembershipKind
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.context import Context


def keep_restriction(context: Context, membership: Membership) -> None:
    """Keep the restriction of a person who is erased now, if one holds: by a keyed hash of their key, until it ends."""
    until = membership.restricted_until
    if (
        membership.status not in RESTRICTED_STATUSES
        or membership.kind is not MembershipKind.PERSON
        or (until is not None and until <= context.now)
    ):
        return
    context.run(sql.ADD_HASH_KEY, id=1, value=new_hash_key())
    hash_key = context.rows(sql.HASH_KEY)[0][0]
    context.run(
        sql.KEEP,
        KeptRestriction(membership.status, until),
        user_hash=user_hash(hash_key, context.community_id, membership.key),
    )


def find_kept_restrictions(context: Context, keys: Iterable[str]) -> dict[str, KeptRestriction]:
    """The restrictions that hold for users who were erased and come again, by their key; most have none."""
    found = context.rows(sql.HASH_KEY_WHERE_ANY_IS_KEPT)
    hashes = {user_hash(found[0][0], context.community_id, key): key for key in keys} if found else {}
    if not hashes:
        return {}
    rows = context.rows(sql.HOLDING, user_hashes=list(hashes), now=context.now)
    return {hashes[hashed]: KeptRestriction(status, until) for hashed, status, until in rows}


def kept_restrictions_of(context: Context, key: str) -> tuple[tuple[CommunityId, KeptRestriction], ...]:
    """What is kept of a user in any community, for the export of their data."""
    found = context.rows(sql.HASH_KEY)
    communities = [CommunityId(id) for (id,) in context.rows(sql.COMMUNITIES)] if found else []
    hashes = [user_hash(found[0][0], community, key) for community in communities]
    if not hashes:
        return ()
    rows = context.rows(sql.HOLDING_ANYWHERE, communities=communities, user_hashes=hashes, now=context.now)
    return tuple((CommunityId(id), KeptRestriction(status, until)) for id, status, until in rows)


def forget_kept_restriction(context: Context, key: str) -> None:
    """Delete what is kept of a user whose membership carries the restriction again."""
    hash_key = context.rows(sql.HASH_KEY)[0][0]
    context.run(sql.DELETE, user_hash=user_hash(hash_key, context.community_id, key))
