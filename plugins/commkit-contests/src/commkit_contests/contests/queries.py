"""How contests are read."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, Denied, Description, Page
from commkit.members import author_in, authors_of
from commkit.storage import LAST_ID, keyset, page_size
from commkit_contests.contests import statements as sql
from commkit_contests.contests.messages import ListContests, ListJudgeProgress, ReadContest
from commkit_contests.contests.records import Contest, ContestState, ContestView, JudgeProgress
from commkit_contests.feature import contest_feature
from commkit_contests.policy import MANAGE, READ

_CONTESTS = keyset(UUID, of="contests.contests")


@contest_feature.describes(Contest)
def describe_contests(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A contest is called by its title."""
    if not ids or not context.can(READ):
        return {}
    return {id: Description(title=title) for id, title in context.rows(sql.MANY, ids=list(ids))}


@contest_feature.handles(ReadContest)
def read_contest(context: Context, query: ReadContest) -> ContestView:
    """Load it, then what is beside it; the entries that the reader sees are counted."""
    found = context.get(Contest, query.contest)
    judges = [its.member for its in context.rows(sql.JUDGES, contest=found.id)]
    authors = authors_of(context, judges)
    ((entries,),) = context.rows(sql.SHOWN_ENTRIES, contest=found.id)
    return ContestView(
        contest=found,
        criteria=tuple(context.rows(sql.CRITERIA, contest=found.id)),
        judges=tuple(author_in(authors, member) for member in judges if member in authors),
        entries=entries,
        reopenings=tuple(context.rows(sql.REOPENINGS, contest=found.id)),
    )


@contest_feature.handles(ListContests)
def list_contests(context: Context, query: ListContests) -> Page[Contest]:
    """One statement."""
    limit = page_size(query.limit)
    (after,) = _CONTESTS.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    return _CONTESTS.page(rows, limit, lambda found: (found.id,))


@contest_feature.handles(ListJudgeProgress)
def list_judge_progress(context: Context, query: ListJudgeProgress) -> tuple[JudgeProgress, ...]:
    """Load the contest, then count the entries, the marks and the recusals of each judge."""
    found = context.get(Contest, query.contest, need=MANAGE)
    if found.blind and found.state is not ContestState.PUBLISHED:
        _check_judges_not(context, found)
    ((entries,),) = context.rows(sql.COUNT_ENTRIES, contest=found.id)
    marked = dict(context.rows(sql.MARKED, contest=found.id))
    recused = dict(context.rows(sql.RECUSED, contest=found.id))
    return tuple(
        JudgeProgress(its.member, marked.get(its.member, 0), entries - recused.get(its.member, 0))
        for its in context.rows(sql.JUDGES, contest=found.id)
    )


def _check_judges_not(context: Context, contest: Contest) -> None:
    """Check that the actor does not judge it: how many entries others do not mark says something of whose they are."""
    me = context.member_or_none
    if me is not None and context.rows(sql.IS_JUDGE, contest=contest.id, member=me):
        raise Denied("contests.judges_it", "who judges a blind contest does not see how far others are")
