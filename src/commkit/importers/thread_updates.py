"""What the replies of a batch change in their threads: numbers, counts, and the accepted answer."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from attrs import define

from commkit.importers import statements as sql
from commkit.importers.records import TargetPost, TargetThread
from commkit.posts.feature import PostSettings
from commkit.posts.policy import counts_as_answer
from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import PostKind
from commkit.runtime.sessions.context import Context

_LEVEL = 4
"""Bytes of a path per level."""


@define
class _ThreadUpdate:
    """What a batch changes in one thread."""

    root: TargetThread
    latest: datetime
    replies: int = 0
    answers: int = 0
    accepted: tuple[PostId, datetime] | None = None


class ThreadUpdates:
    """The threads that a batch adds replies to; they stay locked to its end, so that no number is used twice.

    Args:
        context: The context of the command.
        targets: The posts that are replied to.
    """

    def __init__(self, context: Context, targets: Iterable[TargetPost]) -> None:
        self._context = context
        self._depth = context.settings(PostSettings).max_depth
        ids = sorted({target.thread for target in targets})
        self._roots = {root.id: root for root in (context.rows(sql.LOCK_THREADS, ids=ids) if ids else ())}
        self._updates: dict[UUID, _ThreadUpdate] = {}

    def add(
        self, target: TargetPost, kind: PostKind, at: datetime, author: MemberId | None
    ) -> tuple[int, bytes]:
        """Add a reply of an author to a post.

        Returns:
            The number and the path of the reply.
        """
        root = self._roots[target.thread]
        update = self._updates.setdefault(target.thread, _ThreadUpdate(root, at))
        update.replies += 1
        update.answers += target.id == root.id and counts_as_answer(
            self._context.community_type, root, kind=kind.name, author=author, by_agent=False
        )
        update.latest = max(update.latest, at)
        number = root.last_number + update.replies
        return number, target.path[: _LEVEL * (self._depth - 1)] + number.to_bytes(_LEVEL, "big")

    def accept(self, target: TargetPost, id: PostId, at: datetime) -> None:
        """Make a reply that was just added the accepted answer of its thread, unless there is one."""
        update = self._updates[target.thread]
        if update.root.answer is None and update.accepted is None:
            update.accepted = id, at

    def write(self) -> None:
        """Write the changes to the opening posts."""
        updates = [self._updates[id] for id in sorted(self._updates)]
        self._context.run_many(
            sql.UPDATE_THREAD,
            [
                {
                    "thread": update.root.id,
                    "replies": update.replies,
                    "answers": update.answers,
                    "latest": update.latest,
                }
                for update in updates
            ],
        )
        self._context.run_many(
            sql.SET_ANSWER,
            [self._settled(update.root, *update.accepted) for update in updates if update.accepted],
        )

    def _settled(self, root: TargetThread, answer: PostId, at: datetime) -> dict[str, object]:
        """The columns of a solved question: closed since its answer, or since it was closed before that."""
        kind = self._context.community_type.kind(root.kind)
        state, closed_at = root.state, root.closed_at
        if kind is not None and kind.solved is not None:
            state = kind.solved
            closed_at = min(at, closed_at or at) if state in kind.closed else None
        return {"question": root.id, "new_answer": answer, "new_state": state, "new_closed_at": closed_at}
