"""Preferences for every community, copied into a community that the member joins."""

from commkit.members import MemberJoined
from commkit.notifications.feature import notifications
from commkit.notifications.preferences import statements as sql
from commkit.runtime.model.ids import LOBBY
from commkit.runtime.sessions.context import Context


@notifications.reacts_to(MemberJoined)
def copy_preferences_everywhere(context: Context, fact: MemberJoined) -> None:
    """Copy the member's preferences for every community into the one they joined."""
    context.run(sql.COPY_EVERYWHERE, here=context.community_id, lobby=LOBBY, me=fact.member)
