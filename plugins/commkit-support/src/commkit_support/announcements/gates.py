"""Who may announce something."""

from commkit import Context, Deny
from commkit.posts import CreateThread
from commkit_support.announcements.feature import ANNOUNCEMENT, announcement_feature


@announcement_feature.gates(CreateThread)
def check_announcement_author(context: Context, command: CreateThread) -> Deny | None:
    """Refuse an announcement of a member who is not staff."""
    author = context.membership
    if command.kind != ANNOUNCEMENT or author is None or author.staff:
        return None
    return Deny("support.staff_only", "only staff makes announcements; ask a question instead")
