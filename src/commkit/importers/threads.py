"""How posts come in: opening posts first, then the replies under them, whichever came first at the source."""

from itertools import chain

from commkit.importers.feature import importers
from commkit.importers.mapping import (
    ACCEPTED,
    COMMENT,
    LEFT_OUT,
    POST,
    Batch,
    TargetPosts,
    find_noted,
    imported_members,
)
from commkit.importers.messages import ImportReplies, ImportThreads, ListMissingPosts
from commkit.importers.post_kinds import opening_columns, opening_kind, reply_columns, reply_kind
from commkit.importers.post_writer import PostWriter
from commkit.importers.records import ImportResult
from commkit.importers.thread_growth import ThreadGrowth
from commkit.posts import PostId, PostsImported, clean_tags, resolve_synonyms
from commkit.runtime.sessions.context import Context


@importers.handles(ImportThreads)
def import_threads(context: Context, command: ImportThreads) -> ImportResult:
    """Each opens a thread; which reply it accepted is noted for when that reply comes."""
    kind = opening_kind(context.community_type)
    batch = Batch(context, command, POST, (post.external_id for post in command.posts))
    writer = PostWriter(
        context, imported_members(context, command.source, (post.author for post in command.posts))
    )
    accepted = []
    written = [clean_tags(post.tags, max_tags=len(post.tags)) for post in command.posts]
    meant = resolve_synonyms(context, chain.from_iterable(written))
    for post, said in zip(command.posts, written, strict=True):
        if batch.is_noted(post.external_id):
            continue
        id = PostId(context.new_id(at=post.created_at))
        tags = tuple(dict.fromkeys(meant[tag] for tag in said))
        writer.post(post, id, thread=id, tags=tags, **opening_columns(post, kind))
        batch.mark_imported(post.external_id, id)
        if post.accepted is not None:
            accepted.append(f"{post.external_id}/{post.accepted}")
    _tell(context, writer.write())
    batch.note_also(ACCEPTED, accepted)
    batch.note_also(LEFT_OUT, command.left_out)
    return batch.finish()


@importers.handles(ImportReplies)
def import_replies(context: Context, command: ImportReplies) -> ImportResult:
    """Each takes the next number of its thread and stands below its parent; an accepted one settles its question."""
    answers = command.role == "answer"
    batch = Batch(
        context, command, POST if answers else COMMENT, (post.external_id for post in command.posts)
    )
    parents = (post.parent or "" for post in command.posts)
    places = TargetPosts(context, command.source, parents, word="question" if answers else "post")
    pairs = (f"{post.parent}/{post.external_id}" for post in command.posts)
    accepted = (
        {pair for pair, _ in find_noted(context, command.source, ACCEPTED, pairs)} if answers else set()
    )
    writer = PostWriter(
        context, imported_members(context, command.source, (post.author for post in command.posts))
    )
    growth = ThreadGrowth(context, places.here.values())
    left = list(command.left_out)
    for post in command.posts:
        if batch.is_noted(post.external_id):
            continue
        place = places.resolve(post.parent or "")
        kind = reply_kind(context.community_type, place, answers=answers)
        if isinstance(place, str) or isinstance(kind, str):
            batch.skip(str(kind))
            left.append(post.external_id)
            continue
        id = PostId(context.new_id(at=post.created_at))
        number, path = growth.add(place, kind, post.created_at)
        writer.post(post, id, number=number, path=path, **reply_columns(place, kind))
        batch.mark_imported(post.external_id, id)
        if f"{post.parent}/{post.external_id}" in accepted:
            growth.accept(place, id, post.created_at)
    written = writer.write()
    growth.write()
    _tell(context, written)
    batch.note_also(LEFT_OUT, left if answers else ())
    return batch.finish()


@importers.handles(ListMissingPosts)
def list_missing_posts(context: Context, query: ListMissingPosts) -> dict[str, str]:
    """As for replies and votes."""
    places = TargetPosts(context, query.source, query.posts)
    found = {post: places.resolve(post) for post in query.posts}
    return {post: reason for post, reason in found.items() if isinstance(reason, str)}


def _tell(context: Context, posts: tuple[PostId, ...]) -> None:
    if posts:
        context.emit(PostsImported(posts=posts))
