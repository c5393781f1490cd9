"""How entries are written, corrected and pinned."""

from commkit import Conflict, Context
from commkit.posts import CreateReply, EditPost, Post, PostId, perform_edit
from commkit_media.live import statements as sql
from commkit_media.live.facts import EntryCorrected, EntryPinned
from commkit_media.live.feature import live_feature
from commkit_media.live.messages import AddEntry, CorrectEntry, PinEntry
from commkit_media.live.records import EntryCorrection
from commkit_media.policy import ENTRY, TICKER, check_kind, check_not_removed

_MAX_PINNED = 5


@live_feature.handles(AddEntry)
def add_entry(context: Context, command: AddEntry) -> Post:
    """Reply in the ticker; the reply passes all gates of replies, and its fact gives it its place."""
    check_kind(context.get(Post, command.thread), TICKER, field="thread")
    return context.do(CreateReply(command.thread, command.body, kind=ENTRY.name))


@live_feature.handles(CorrectEntry)
def correct_entry(context: Context, command: CorrectEntry) -> Post:
    """Edit the post, which keeps what it said before, and add the note."""
    entry = _entry(context, command.entry)
    edited = perform_edit(
        context,
        entry,
        EditPost(post=entry.id, version=command.version, body=command.body, reason=command.note),
    )
    correction = EntryCorrection(entry.id, edited.version, command.note, context.member_or_none, context.now)
    context.run(sql.ADD_CORRECTION, correction)
    context.emit(EntryCorrected(post=edited.id, version=edited.version))
    return edited


@live_feature.handles(PinEntry)
def pin_entry(context: Context, command: PinEntry) -> bool:
    """Lock the entries that are pinned or become so, count them, and pin it."""
    entry = _entry(context, command.entry)
    pinned = [id for (id,) in context.rows(sql.LOCK_PINNED, thread=entry.thread)]
    if (entry.id in pinned) is command.pinned:
        return False
    if command.pinned and len(pinned) >= _MAX_PINNED:
        raise Conflict(
            "media.too_many_pinned", f"{_MAX_PINNED} entries are pinned; take another one from there first"
        )
    context.run(sql.PIN, post=entry.id, at=context.now if command.pinned else None)
    context.emit(EntryPinned(post=entry.id, pinned=command.pinned))
    return True


def _entry(context: Context, id: PostId) -> Post:
    entry = context.get(Post, id)
    check_kind(entry, ENTRY, field="entry")
    check_not_removed(entry)
    return entry
