"""How messages of a conversation are imported: each may reply to any other, as deep as the community's type allows."""

from collections.abc import Iterable
from uuid import UUID

from commkit.importers import statements as sql
from commkit.importers.mapping import POST, SKIPPED_POST, Batch, TargetPosts, imported_members
from commkit.importers.messages import ImportReplies
from commkit.importers.post_kinds import message_kind, reply_columns
from commkit.importers.post_writer import PostWriter, emit_imported
from commkit.importers.records import ImportResult, TargetPost
from commkit.importers.thread_updates import ThreadUpdates
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import PostKind
from commkit.runtime.sessions.context import Context


def import_conversation(context: Context, command: ImportReplies) -> ImportResult:
    """Write each message below the one it replies to, which may be one of the same batch before it."""
    batch = Batch(context, command, POST, (post.external_id for post in command.posts))
    targets = _Targets(
        context, TargetPosts(context, command.source, (post.parent or "" for post in command.posts))
    )
    writer = PostWriter(
        context, imported_members(context, command.source, (post.author for post in command.posts))
    )
    updates = ThreadUpdates(context, targets.all())
    skipped = list(command.skipped)
    for post in command.posts:
        if batch.is_imported(post.external_id):
            continue
        author = writer.author_of(post)
        found = targets.find(post.parent or "", author)
        if isinstance(found, str):
            batch.skip(found)
            skipped.append(post.external_id)
            continue
        target, kind = found
        id = PostId(context.new_id(at=post.created_at))
        number, path = updates.add(target, kind, post.created_at, author)
        writer.post(post, id, number=number, path=path, **reply_columns(target, kind))
        batch.mark_imported(post.external_id, id)
        targets.add(
            TargetPost(
                post.external_id, id, target.thread, target.id, path, kind.name, author, target.answer, False
            )
        )
    written = writer.write()
    updates.write()
    emit_imported(context, written)
    batch.add_mappings(SKIPPED_POST, skipped)
    return batch.finish(writer.changes)


class _Targets:
    """The posts that messages may reply to: those they name, those above these, and those of the batch so far."""

    def __init__(self, context: Context, posts: TargetPosts) -> None:
        self._context = context
        self._type = context.community_type
        self._posts = posts
        self._by_id: dict[UUID, TargetPost] = {}
        self._load(posts.found.values())

    def all(self) -> Iterable[TargetPost]:
        """Those that are known so far."""
        return self._by_id.values()

    def add(self, target: TargetPost) -> None:
        """Add a message that was just written."""
        self._by_id[target.id] = target
        self._posts.found[target.external_id] = target

    def find(self, external_id: str, author: MemberId | None) -> tuple[TargetPost, PostKind] | str:
        """The post that a message goes below, with its kind; or the reason why there is none."""
        target: TargetPost | str | None = self._posts.resolve(external_id)
        while isinstance(target, TargetPost):
            kind = message_kind(self._type, target, author)
            if kind is not None:
                return target, kind
            target = self._by_id[target.parent] if target.parent else None
        return target or "replies not supported"

    def _load(self, targets: Iterable[TargetPost]) -> None:
        """Add posts, and those above them as far as nothing may reply to these."""
        while targets:
            self._by_id |= {target.id: target for target in targets}
            above = sorted(
                {
                    target.parent
                    for target in targets
                    if target.parent is not None
                    and target.parent not in self._by_id
                    and message_kind(self._type, target, None) is None
                }
            )
            targets = self._context.rows(sql.POSTS_ABOVE, ids=above) if above else []
