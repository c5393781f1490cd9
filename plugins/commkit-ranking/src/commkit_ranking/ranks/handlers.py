"""How ranks are kept: always what the stored posts and votes come to, so that a rebuild finds what was kept before."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from commkit import Context
from commkit.posts import PostId
from commkit.storage import FIRST_ID, schedule_command
from commkit_ranking.ranks import statements as sql
from commkit_ranking.ranks.feature import rank_feature
from commkit_ranking.ranks.jobs import RebuildRanks
from commkit_ranking.ranks.policy import Measured, changes_of, count_votes, row_of
from commkit_ranking.ranks.records import RankReport, RankSettings
from commkit_ranking.replies.handlers import forget_replies, refresh_replies
from commkit_ranking.tables import past_rank

_MOST = 500
_NAMES = tuple(column.name for column in sql.RANK_COLUMNS)
_PAST = tuple(column.name for column in past_rank.c if column.name not in ("community_id", "until"))


def votes_of(context: Context) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the reactions that are votes for a thread here, and of those against it."""
    return context.settings(RankSettings).votes(context.community_type.reactions)


def refresh(context: Context, posts: Iterable[PostId], *, lock: bool = False) -> int:
    """Bring the ranks of threads and replies in line with what is stored of them; gives how many changed.

    What opens no thread, any more, has none of a thread, and what does has none of a reply.

    Args:
        context: The context of a command.
        posts: Any posts.
        lock: Whether to lock them first; who changed a post in the same transaction holds its row already.
    """
    return sum(_refresh(context, ids, lock=lock) for ids in _parts(posts))


def threads_of(context: Context, posts: Iterable[PostId]) -> set[PostId]:
    """The threads that some posts are in."""
    return {thread for ids in _parts(posts) for (thread,) in context.rows(sql.OPENED, posts=ids)}


def _parts(posts: Iterable[PostId]) -> Iterator[Sequence[PostId]]:
    """So many at a time as a statement takes; in order, as rows are locked."""
    ids = sorted(set(posts))
    return (ids[start : start + _MOST] for start in range(0, len(ids), _MOST))


def _refresh(context: Context, ids: Sequence[PostId], *, lock: bool) -> int:
    if lock:
        context.rows(sql.LOCK, posts=ids)
    rows = context.rows(sql.MEASURED, posts=ids)
    opening = [row for row in rows if row[1] is None]
    replies = [row[0] for row in rows if row[1] is not None]
    changed = _forget(context, rows)
    if not ids:
        return changed
    counts: dict[PostId, list[tuple[str, int]]] = {}
    for post, name, count in context.rows(sql.COUNTS, posts=ids):
        counts.setdefault(post, []).append((name, count))
    if opening:
        changed += _write(context, opening, counts)
    if replies:
        votes = {post: count_votes(each, votes_of(context)) for post, each in counts.items()}
        changed += refresh_replies(context, replies, votes)
    return changed


def _forget(context: Context, rows: Sequence[tuple[Any, ...]]) -> int:
    """Delete what replies have of threads, and what threads have of replies."""
    no_threads = [row[0] for row in rows if row[1] is not None and row[7] is not None]
    no_replies = [row[0] for row in rows if row[1] is None and row[6] is not None]
    if no_threads:
        context.run(sql.DELETE, posts=no_threads)
        context.run(sql.DELETE_PAST, posts=no_threads)
    if no_replies:
        forget_replies(context, no_replies)
    return len(no_threads) + len(no_replies)


def _write(
    context: Context, opening: Iterable[tuple[Any, ...]], counts: dict[PostId, list[tuple[str, int]]]
) -> int:
    """Write the ranks that differ, and keep those that a list may still ask for."""
    votes = votes_of(context)
    looked: list[tuple[dict[str, Any], dict[str, Any] | None]] = []
    for id, _, opened_at, activity_at, space, people, _, ranked, *stored in opening:
        up, down = count_votes(counts.get(id, ()), votes)
        measured = Measured(
            opened_at=opened_at,
            activity_at=activity_at,
            space=space,
            up=up,
            down=down,
            active_people=people,
        )
        before = None if ranked is None else dict(zip(_NAMES, stored, strict=True)) | {"post": id}
        looked.append((row_of(measured) | {"post": id}, before))
    settle = context.settings(RankSettings).settle
    changes = changes_of(looked, past=_PAST, now=context.now, settle=settle)
    context.run_many(sql.ADD_PAST, changes.past)
    context.run_many(sql.SET, changes.new)
    return len(changes.new)


@rank_feature.handles(RebuildRanks)
def rebuild_ranks(context: Context, command: RebuildRanks) -> RankReport:
    """Look at the next posts, and at what has ranks of a thread between them and is none."""
    size = min(max(command.limit, 1), _MOST)
    after = command.after or FIRST_ID
    looking = sql.POSTS if command.replies else sql.THREADS
    posts = [id for (id,) in context.rows(looking, after=after, size=size)]
    last = posts[-1] if len(posts) == size else None
    ranked = [id for (id,) in context.rows(sql.RANKED, after=after, size=size) if last is None or id <= last]
    changed = refresh(context, {*posts, *ranked}, lock=True)
    if command.go_on and last is not None:
        further = RebuildRanks(after=last, limit=size, go_on=True, replies=command.replies)
        schedule_command(context, further, at=context.now, as_system=True)
    return RankReport(posts=len(posts), changed=changed, next=last)
