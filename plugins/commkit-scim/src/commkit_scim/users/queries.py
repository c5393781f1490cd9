"""How people of a directory are found and read."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from attrs import evolve

from commkit import Conflict, Context, Invalid, MemberId
from commkit_scim.feature import scim
from commkit_scim.filters.sorting.statements import user_order
from commkit_scim.filters.statements import user_condition
from commkit_scim.policy import MAX_RESULTS, ScimSettings
from commkit_scim.users import statements as sql
from commkit_scim.users.messages import FindUsers, ReadUser
from commkit_scim.users.records import DirectoryEmail, DirectoryUser, FoundUsers


@scim.loads(DirectoryUser, owner=lambda user: user.id)
def fetch_user(context: Context, id: MemberId) -> DirectoryUser | None:
    """Load a user for a directory, for who reads what directories say, and for the person themselves."""
    if not (context.can("scim.provision") or context.can("scim.read_users") or id == context.member_or_none):
        return None
    found = context.one(sql.ONE, id=id)
    return with_emails(context, [found])[0] if found is not None else None


@scim.handles(ReadUser)
def read_user(context: Context, query: ReadUser) -> DirectoryUser:
    """Load the user."""
    return context.get(DirectoryUser, query.user)


@scim.handles(FindUsers)
def find_users(context: Context, query: FindUsers) -> FoundUsers:
    """Count them, and read a page of them."""
    start, count = check_range(query.start, query.count)
    settings = context.settings(ScimSettings)
    condition = user_condition(query.filter, settings)
    counting, paging = sql.find(condition, user_order(query.sort_by, settings), descending=query.descending)
    ((total,),) = context.rows(counting)
    rows = context.rows(paging, count=count, skipped=start - 1) if count and start <= total else []
    return FoundUsers(total, tuple(with_emails(context, rows)))


def lock_user(context: Context, id: MemberId) -> DirectoryUser:
    """A user that the actor may load, locked until the commit.

    Raises:
        NotFound: There is no such user.
        Conflict: They were removed in the meantime.
    """
    found = context.one(sql.LOCK, id=context.get(DirectoryUser, id).id)
    if found is None:
        raise Conflict("scim.stale", "this user was removed in the meantime; read them again")
    return with_emails(context, [found])[0]


def read_directory_users(context: Context, ids: Iterable[MemberId]) -> dict[MemberId, DirectoryUser]:
    """What the directory says of some members, for the features of the type: their department, their manager...

    It gives those that the directory knows, without their addresses, and in one statement. What of it others see is
    for the feature to decide that shows it.

    Args:
        context: The context of the community.
        ids: Members.
    """
    wanted = sorted(set(ids))
    return {user.id: user for user in (context.rows(sql.SOME, ids=wanted) if wanted else ())}


def with_emails(context: Context, users: Sequence[DirectoryUser]) -> list[DirectoryUser]:
    """Users with their addresses, where the community keeps these."""
    if not users or not context.settings(ScimSettings).emails:
        return list(users)
    found: dict[UUID, list[DirectoryEmail]] = {}
    for id, email in context.rows(sql.EMAILS_OF, ids=[user.id for user in users]):
        found.setdefault(id, []).append(email)
    return [
        evolve(user, profile=evolve(user.profile, emails=tuple(found.get(user.id, ())))) for user in users
    ]


def check_range(start: int, count: int) -> tuple[int, int]:
    """The bounds of a page.

    Raises:
        Invalid: There is no such page.
    """
    if start < 1 or start > 2**31:
        raise Invalid.field("start", "out_of_range", "give the place of the first one, from 1")
    if not 0 <= count <= MAX_RESULTS:
        raise Invalid.field("count", "out_of_range", f"give 0 to {MAX_RESULTS}")
    return start, count
