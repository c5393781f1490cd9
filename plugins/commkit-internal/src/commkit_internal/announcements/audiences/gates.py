"""What stands for the audience of announcements are announcements."""

from commkit import Context, Deny
from commkit.posts import CreateThread
from commkit_internal.announcements.audiences import statements as sql
from commkit_internal.announcements.feature import announcement_feature


@announcement_feature.gates(CreateThread)
def check_is_announced(context: Context, command: CreateThread) -> Deny | None:
    """Refuse other threads for the group of an audience: who announces to it is in it, without being one of those."""
    if command.audience is None or context.one(sql.OF_GROUP, group=command.audience) is None:
        return None
    return Deny(
        "internal.for_announcements",
        "this group is for announcements only; give the group of the org unit as the audience",
    )
