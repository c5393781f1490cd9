"""What follows for org units when a directory says something of somebody; this needs commkit-scim."""

from commkit import Context
from commkit_internal.directory_units import statements as sql
from commkit_internal.directory_units.feature import DirectoryUnitSettings, directory_unit_feature
from commkit_internal.directory_units.following.handlers import Said, follow
from commkit_internal.directory_units.policy import path_of
from commkit_internal.units.facts import UnitClosed
from commkit_scim import (
    DirectoryUser,
    UserChanged,
    UserDeactivated,
    UserProvisioned,
    UserReactivated,
    UserRemoved,
    read_directory_users,
)


def said_of(context: Context, user: DirectoryUser | None) -> Said | None:
    """What the directory says of somebody's unit and manager; None for who has no access."""
    if user is None or not user.active:
        return None
    levels = context.settings(DirectoryUnitSettings).levels
    return Said(path_of(user.profile, levels), user.profile.manager)


@directory_unit_feature.reacts_to(UserProvisioned, UserChanged, UserReactivated, UserDeactivated, UserRemoved)
def follow_user(
    context: Context, fact: UserProvisioned | UserChanged | UserReactivated | UserDeactivated | UserRemoved
) -> None:
    """Bring them where the directory says now, whatever it said before."""
    user = read_directory_users(context, (fact.member,)).get(fact.member)
    follow(context, fact.member, said_of(context, user))


@directory_unit_feature.reacts_to(UnitClosed)
def forget_unit(context: Context, fact: UnitClosed) -> None:
    """A closed unit has no path: whom the directory places there next is in a new one."""
    context.run(sql.FORGET, unit=fact.unit)
    context.run(sql.LEAVE, left=fact.unit)
