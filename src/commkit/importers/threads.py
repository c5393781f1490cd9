"""How posts are imported: opening posts first, then their replies, whichever was written first at the source."""

from itertools import chain

from commkit.importers.conversations import import_conversation
from commkit.importers.feature import importers
from commkit.importers.mapping import (
    ACCEPTED,
    COMMENT,
    POST,
    SKIPPED_POST,
    Batch,
    TargetPosts,
    find_mapped,
    imported_members,
)
from commkit.importers.messages import ImportReplies, ImportThreads, ListMissingPosts
from commkit.importers.post_kinds import opening_columns, opening_kind, reply_columns, reply_kind
from commkit.importers.post_writer import PostWriter, emit_imported
from commkit.importers.records import ImportResult
from commkit.importers.thread_updates import ThreadUpdates
from commkit.posts import PostId, clean_tags, resolve_synonyms
from commkit.runtime.sessions.context import Context


@importers.handles(ImportThreads)
def import_threads(context: Context, command: ImportThreads) -> ImportResult:
    """Write each as a thread; its accepted reply is mapped, for when that reply is imported."""
    kind = opening_kind(context.community_type)
    batch = Batch(context, command, POST, (post.external_id for post in command.posts))
    writer = PostWriter(
        context, imported_members(context, command.source, (post.author for post in command.posts))
    )
    accepted = []
    written = [clean_tags(post.tags, max_tags=len(post.tags)) for post in command.posts]
    resolved = resolve_synonyms(context, chain.from_iterable(written))
    for post, tags_written in zip(command.posts, written, strict=True):
        if batch.is_imported(post.external_id):
            continue
        id = PostId(context.new_id(at=post.created_at))
        tags = tuple(dict.fromkeys(resolved[tag] for tag in tags_written))
        writer.post(post, id, thread=id, tags=tags, **opening_columns(post, kind))
        batch.mark_imported(post.external_id, id)
        if post.accepted is not None:
            accepted.append(f"{post.external_id}/{post.accepted}")
    emit_imported(context, writer.write())
    batch.add_mappings(ACCEPTED, accepted)
    batch.add_mappings(SKIPPED_POST, command.skipped)
    return batch.finish(writer.changes)


@importers.handles(ImportReplies)
def import_replies(context: Context, command: ImportReplies) -> ImportResult:
    """Write each below its parent with the next number of its thread; an accepted one solves its question."""
    if command.role == "message":
        return import_conversation(context, command)
    answers = command.role == "answer"
    batch = Batch(
        context, command, POST if answers else COMMENT, (post.external_id for post in command.posts)
    )
    parents = (post.parent or "" for post in command.posts)
    targets = TargetPosts(context, command.source, parents, word="question" if answers else "post")
    pairs = (f"{post.parent}/{post.external_id}" for post in command.posts)
    accepted = (
        {pair for pair, _ in find_mapped(context, command.source, ACCEPTED, pairs)} if answers else set()
    )
    writer = PostWriter(
        context, imported_members(context, command.source, (post.author for post in command.posts))
    )
    updates = ThreadUpdates(context, targets.found.values())
    skipped = list(command.skipped)
    for post in command.posts:
        if batch.is_imported(post.external_id):
            continue
        target = targets.resolve(post.parent or "")
        kind = reply_kind(context.community_type, target, answers=answers)
        if isinstance(target, str) or isinstance(kind, str):
            batch.skip(str(kind))
            skipped.append(post.external_id)
            continue
        id = PostId(context.new_id(at=post.created_at))
        number, path = updates.add(target, kind, post.created_at, writer.author_of(post))
        writer.post(post, id, number=number, path=path, **reply_columns(target, kind))
        batch.mark_imported(post.external_id, id)
        if f"{post.parent}/{post.external_id}" in accepted:
            updates.accept(target, id, post.created_at)
    written = writer.write()
    updates.write()
    emit_imported(context, written)
    batch.add_mappings(SKIPPED_POST, skipped if answers else ())
    return batch.finish(writer.changes)


@importers.handles(ListMissingPosts)
def list_missing_posts(context: Context, query: ListMissingPosts) -> dict[str, str]:
    """Resolve them as replies and votes do."""
    targets = TargetPosts(context, query.source, query.posts)
    found = {post: targets.resolve(post) for post in query.posts}
    return {post: reason for post, reason in found.items() if isinstance(reason, str)}
