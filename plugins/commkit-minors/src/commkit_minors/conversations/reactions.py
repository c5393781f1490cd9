"""Nobody comes into a conversation in which they, or somebody in it, would be with a stranger."""

from commkit import Context, Denied
from commkit.members import GroupDeleted, GroupId, GroupJoined, GroupLeft
from commkit_minors.conversations import statements as sql
from commkit_minors.conversations.handlers import separate, separate_group
from commkit_minors.conversations.queries import read_room
from commkit_minors.feature import safety_feature

STRANGERS = (
    "by the rules here, these people are in conversations only with people whom they know: "
    "be in a guild or group together first, or ask a guardian to allow the contact"
)
"""Why it is refused; it does not say who is protected."""


@safety_feature.reacts_to(GroupJoined)
def refuse_strangers(context: Context, fact: GroupJoined) -> None:
    """Whichever command brings somebody in: one that starts, adds, or belongs to a plugin that nobody here knows."""
    if not _is_walled(context, fact.group):
        return
    if read_room(context, fact.group).strangers:
        raise Denied("minors.stranger", STRANGERS)


@safety_feature.reacts_to(GroupLeft)
def part_from_strangers(context: Context, fact: GroupLeft) -> None:
    """Who leaves a guild or group may be a stranger by then to those with whom they are in conversations."""
    if not _is_walled(context, fact.group):
        separate(context, fact.member)


@safety_feature.reacts_to(GroupDeleted)
def part_all_of_group(context: Context, fact: GroupDeleted) -> None:
    """So may all who were in a group that is deleted."""
    if not _is_walled(context, fact.group):
        separate_group(context, fact.group)


def _known_walls(context: Context) -> dict[GroupId, bool]:
    """What this command has found out: of a group into which many come it is asked once."""
    return {}


def _is_walled(context: Context, id: GroupId) -> bool:
    known = context.once(_known_walls)
    if id not in known:
        rows = context.rows(sql.GROUP, id=id)
        known[id] = bool(rows and rows[0][0])
    return known[id]
