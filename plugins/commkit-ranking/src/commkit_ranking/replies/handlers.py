"""How ranks of replies are kept: always what the stored posts and votes come to."""

from collections.abc import Mapping, Sequence
from typing import Any

from commkit import Context
from commkit.posts import PostId
from commkit_ranking.ranks.policy import changes_of
from commkit_ranking.ranks.records import RankSettings
from commkit_ranking.replies import statements as sql
from commkit_ranking.replies.policy import reply_row_of
from commkit_ranking.tables import past_reply_rank

_NAMES = tuple(column.name for column in sql.RANK_COLUMNS)
_PAST = tuple(column.name for column in past_reply_rank.c if column.name not in ("community_id", "until"))


def refresh_replies(
    context: Context, replies: Sequence[PostId], votes: Mapping[PostId, tuple[int, int]]
) -> int:
    """Write the ranks of replies that differ, and keep those that a list may still ask for; gives how many changed.

    Args:
        context: The context of a command, which holds the rows of these posts.
        replies: Posts that open no thread.
        votes: The votes for each and against it; where they are left out there are none.
    """
    looked: list[tuple[dict[str, Any], dict[str, Any] | None]] = []
    for id, parent, written_at, ranked, *stored in context.rows(sql.MEASURED, posts=replies):
        before = None if ranked is None else dict(zip(_NAMES, stored, strict=True)) | {"post": id}
        looked.append((reply_row_of(parent, written_at, *votes.get(id, (0, 0))) | {"post": id}, before))
    settle = context.settings(RankSettings).settle
    changes = changes_of(looked, past=_PAST, now=context.now, settle=settle)
    context.run_many(sql.ADD_PAST, changes.past)
    context.run_many(sql.SET, changes.new)
    return len(changes.new)


def forget_replies(context: Context, posts: Sequence[PostId]) -> None:
    """Delete the ranks of what is no reply any more."""
    context.run(sql.DELETE, posts=posts)
    context.run(sql.DELETE_PAST, posts=posts)
