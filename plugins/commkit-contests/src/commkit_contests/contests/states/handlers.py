"""The loader of contests, and the one function that changes their state."""

from datetime import datetime

from attrs import evolve

from commkit import Context
from commkit_contests.contests import statements as sql
from commkit_contests.contests.policy import TRANSITIONS, check_state
from commkit_contests.contests.records import Contest, ContestId, ContestState
from commkit_contests.facts import ContestStateChanged
from commkit_contests.feature import contest_feature
from commkit_contests.policy import READ


@contest_feature.loads(Contest, owner=lambda contest: contest.organiser)
def fetch_contest(context: Context, id: ContestId) -> Contest | None:
    """A contest, for all who may read them."""
    return context.one(sql.ONE, id=id) if context.can(READ) else None


def locked_contest(context: Context, id: ContestId, *, need: str | None = None) -> Contest:
    """A contest as it is until the commit, for who may see it.

    Args:
        context: The context.
        id: Its id.
        need: A permission the actor must hold for this very contest.

    Raises:
        NotFound: There is no such contest for this actor.
        Denied: The permission is missing.
    """
    seen = context.get(Contest, id, need=need)
    (locked,) = context.rows(sql.LOCK, id=seen.id)
    found: Contest = locked
    return found


def change_state(
    context: Context, contest: Contest, after: ContestState, *, mark_until: datetime | None = None
) -> Contest:
    """Move a locked contest to another state.

    Args:
        context: The context.
        contest: The contest.
        after: The state.
        mark_until: Until when judges mark, where that is another time now.

    Raises:
        Conflict: That state may not follow (`contests.state`).
    """
    check_state(contest, *(before for before, following in TRANSITIONS.items() if after in following))
    changed = evolve(
        contest,
        state=after,
        mark_until=mark_until or contest.mark_until,
        published_at=context.now if after is ContestState.PUBLISHED else None,
    )
    context.run(
        sql.SET_STATE,
        id=contest.id,
        new_state=after,
        new_mark_until=changed.mark_until,
        new_published_at=changed.published_at,
    )
    context.emit(ContestStateChanged(contest=contest.id, before=contest.state, after=after))
    return changed
