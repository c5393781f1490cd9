"""Who writes entries, and that they are not changed in silence."""

from commkit import Context, Deny
from commkit.posts import CreateReply, EditPost, Post
from commkit_media.live.feature import REPORT, live_feature
from commkit_media.policy import ENTRY


@live_feature.gates(CreateReply)
def check_reporter(context: Context, command: CreateReply) -> Deny | None:
    """Entries are written by reporters."""
    if command.kind != ENTRY.name or context.can(REPORT):
        return None
    return Deny("media.not_a_reporter", "entries are written by reporters; write a comment instead")


@live_feature.gates(EditPost)
def check_no_silent_edit(context: Context, command: EditPost) -> Deny | None:
    """An entry is corrected with a note."""
    if context.get(Post, command.post).kind != ENTRY.name:
        return None
    return Deny("media.correct_instead", "entries are changed by a correction with a note, see CorrectEntry")
