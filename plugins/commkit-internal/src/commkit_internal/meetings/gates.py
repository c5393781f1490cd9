"""What the commands of posts may not do to minutes."""

from commkit import Context, Deny, NotFound
from commkit.posts import CreateThread, EditPost, MergeThreads, Post, PostId, SplitThread
from commkit_internal.meetings.feature import meeting_feature
from commkit_internal.meetings.policy import KIND


@meeting_feature.gates(CreateThread)
def check_is_of_event(context: Context, command: CreateThread) -> Deny | None:
    """Refuse minutes of no event."""
    return _begin_instead() if command.kind == KIND else None


@meeting_feature.gates(SplitThread)
def check_is_not_split_off(context: Context, command: SplitThread) -> Deny | None:
    """Refuse to make minutes of a reply."""
    return _begin_instead() if command.kind == KIND else None


@meeting_feature.gates(EditPost)
def check_is_edited_as_minutes(context: Context, command: EditPost) -> Deny | None:
    """Refuse to change minutes in silence."""
    if not _is_minutes(context, command.post):
        return None
    return Deny(
        "internal.edit_minutes_instead", "change minutes with EditMinutes; say why, once they are approved"
    )


@meeting_feature.gates(MergeThreads)
def check_is_not_merged(context: Context, command: MergeThreads) -> Deny | None:
    """Refuse to make a reply of minutes: those would see it who do not see the event."""
    if not _is_minutes(context, command.thread):
        return None
    return Deny("internal.minutes_stay", "minutes stay a thread of their own; link to them instead")


def _begin_instead() -> Deny:
    return Deny("internal.start_minutes_instead", "minutes belong to an event; begin them with StartMinutes")


def _is_minutes(context: Context, id: PostId) -> bool:
    try:
        post = context.get(Post, id)
    except NotFound:
        return False  # the handler raises it
    return post.opens and post.kind == KIND
