"""How members join the group of the accredited, and leave it."""

from commkit import Context, MemberId
from commkit.members import (
    GroupId,
    add_to_kept_group,
    create_kept_group,
    delete_kept_group,
    remove_from_kept_group,
)
from commkit_media.press.accreditations.records import PressGroup
from commkit_media.press.accredited import statements as sql
from commkit_media.press.feature import PRESS

_NAME = "accredited"
_TITLE = "Accredited press"


def accredited_group(context: Context) -> GroupId | None:
    """The group of the accredited; None before the first one is accredited."""
    found = context.one(sql.GROUP, name=_NAME)
    return GroupId(found[0]) if found is not None else None


def join_accredited(context: Context, member: MemberId) -> None:
    """Put a member into the group."""
    add_to_kept_group(context, _group(context), member, kept_by=PRESS)


def leave_accredited(context: Context, member: MemberId) -> None:
    """Take a member out of the group, if they are in it."""
    group = accredited_group(context)
    if group is not None:
        remove_from_kept_group(context, group, member, kept_by=PRESS)


def _group(context: Context) -> GroupId:
    """The group, made for the first member; of two at once one makes it."""
    found = accredited_group(context)
    if found is not None:
        return found
    made = create_kept_group(context, kept_by=PRESS, title=_TITLE)
    if context.run(sql.CLAIM, PressGroup(_NAME, made.id)):
        return made.id
    delete_kept_group(context, made.id, kept_by=PRESS)
    return _group(context)
