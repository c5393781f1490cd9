"""Threads that grow by the replies of a batch: their numbers, their counts, and the answer that settles a question."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from attrs import define

from commkit.importers import statements as sql
from commkit.importers.statements import TargetPost, TargetThread
from commkit.posts import PostId, PostSettings
from commkit.runtime.model.types import PostKind
from commkit.runtime.sessions.context import Context

_LEVEL = 4
"""Bytes of a path for each level."""


@define
class _Growth:
    """What a batch adds to one thread."""

    root: TargetThread
    latest: datetime
    replies: int = 0
    answers: int = 0
    accepted: tuple[PostId, datetime] | None = None


class ThreadGrowth:
    """The threads that a batch adds to; they stay locked until it is through, so that no number is taken twice.

    Args:
        context: Of the command.
        above: The posts that are replied to.
    """

    def __init__(self, context: Context, above: Iterable[TargetPost]) -> None:
        self._session = context
        self._depth = context.settings(PostSettings).max_depth
        ids = sorted({place.thread for place in above})
        self._roots = {root.id: root for root in (context.rows(sql.LOCK_THREADS, ids=ids) if ids else ())}
        self._growths: dict[UUID, _Growth] = {}

    def add(self, place: TargetPost, kind: PostKind, at: datetime) -> tuple[int, bytes]:
        """Put a reply below a post; gives its number and its path."""
        root = self._roots[place.thread]
        growth = self._growths.setdefault(place.thread, _Growth(root, at))
        growth.replies += 1
        growth.answers += place.id == root.id and self._awaits(root) == kind.name
        growth.latest = max(growth.latest, at)
        number = root.last_number + growth.replies
        return number, place.path[: _LEVEL * (self._depth - 1)] + number.to_bytes(_LEVEL, "big")

    def accept(self, place: TargetPost, id: PostId, at: datetime) -> None:
        """Make a reply that was just added the answer of its thread, unless another one stands."""
        growth = self._growths[place.thread]
        if growth.root.answer is None and growth.accepted is None:
            growth.accepted = id, at

    def write(self) -> None:
        """Bring the opening posts in line."""
        growths = [self._growths[id] for id in sorted(self._growths)]
        self._session.run_many(
            sql.UPDATE_THREAD,
            [
                {
                    "thread": growth.root.id,
                    "replies": growth.replies,
                    "answers": growth.answers,
                    "latest": growth.latest,
                }
                for growth in growths
            ],
        )
        self._session.run_many(
            sql.SET_ANSWER,
            [self._settled(growth.root, *growth.accepted) for growth in growths if growth.accepted],
        )

    def _settled(self, root: TargetThread, answer: PostId, at: datetime) -> dict[str, object]:
        """A solved question is closed since it was answered, or since it was closed before that."""
        kind = self._session.community_type.kind(root.kind)
        state, closed_at = root.state, root.closed_at
        if kind is not None and kind.solved is not None:
            state = kind.solved
            closed_at = min(at, closed_at or at) if state in kind.closed else None
        return {"question": root.id, "new_answer": answer, "new_state": state, "new_closed_at": closed_at}

    def _awaits(self, root: TargetThread) -> str | None:
        kind = self._session.community_type.kind(root.kind)
        return kind.awaits if kind else None
