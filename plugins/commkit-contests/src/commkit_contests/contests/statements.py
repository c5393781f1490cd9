"""The statements of contests, their criteria, judges and reopenings."""

from sqlalchemy import bindparam, func, insert, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, visible_statement
from commkit_contests.contests.records import Contest, ContestCriterion, ContestJudge, ContestReopening
from commkit_contests.entries.records import ContestEntry
from commkit_contests.tables import contest, criterion, entry, judge, mark, recusal, reopening

_COMMUNITY = bindparam("community_id", type_=Id)
_HERE = contest.c.community_id == _COMMUNITY
_THIS = _HERE & (contest.c.id == bindparam("id", type_=Id))
_COLUMNS = tuple(contest.c[name] for name in Contest.__annotations__)
_CONTEST = bindparam("contest", type_=Id)

ADD = statement(lambda: insert(contest))
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=Contest)
LOCK = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=Contest)
"""The contest, which nobody else changes or enters until the commit."""
LOCK_SHARED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(read=True), into=Contest)
"""The contest, whose state stays until the commit; other judges may mark at the same time."""
PAGE = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, contest.c.id < bindparam("after", type_=Id))
        .order_by(contest.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Contest,
)
MANY = statement(
    lambda: select(contest.c.id, contest.c.title).where(
        _HERE, contest.c.id.in_(bindparam("ids", expanding=True, type_=Id))
    )
)
SET_STATE = statement(
    lambda: (
        update(contest)
        .values(
            state=bindparam("new_state"),
            mark_until=bindparam("new_mark_until", type_=UtcDateTime),
            published_at=bindparam("new_published_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)

# --- criteria, judges, reopenings ------------------------------------------------------------------------------------

_CRITERIA = (criterion.c.community_id == _COMMUNITY) & (criterion.c.contest == _CONTEST)
_JUDGES = (judge.c.community_id == _COMMUNITY) & (judge.c.contest == _CONTEST)
_REOPENINGS = (reopening.c.community_id == _COMMUNITY) & (reopening.c.contest == _CONTEST)

ADD_CRITERION = statement(lambda: insert(criterion))
CRITERIA = statement(
    lambda: (
        select(*(criterion.c[name] for name in ContestCriterion.__annotations__))
        .where(_CRITERIA)
        .order_by(criterion.c.number)
    ),
    into=ContestCriterion,
)
ADD_JUDGE = statement(lambda: insert_if_absent(judge))
JUDGES = statement(
    lambda: (
        select(*(judge.c[name] for name in ContestJudge.__annotations__))
        .where(_JUDGES)
        .order_by(judge.c.member)
    ),
    into=ContestJudge,
)
IS_JUDGE = statement(
    lambda: select(judge.c.member).where(_JUDGES, judge.c.member == bindparam("member", type_=Id))
)
ADD_REOPENING = statement(lambda: insert(reopening))
REOPENINGS = statement(
    lambda: (
        select(*(reopening.c[name] for name in ContestReopening.__annotations__))
        .where(_REOPENINGS)
        .order_by(reopening.c.number)
    ),
    into=ContestReopening,
)

# --- counts ----------------------------------------------------------------------------------------------------------

_ENTRIES = (entry.c.community_id == _COMMUNITY) & (entry.c.contest == _CONTEST)
SHOWN_ENTRIES = visible_statement(
    lambda visible: (
        select(func.count())
        .select_from(entry)
        .where(_ENTRIES, entry.c.calibration.is_(False), visible(ContestEntry, entry))
    )
)
COUNT_ENTRIES = statement(lambda: select(func.count()).select_from(entry).where(_ENTRIES))
MARKED = statement(
    lambda: (
        select(mark.c.judge, func.count(mark.c.entry.distinct()))
        .where(mark.c.community_id == _COMMUNITY, mark.c.contest == _CONTEST)
        .group_by(mark.c.judge)
    )
)
"""How many entries each judge has marked."""
RECUSED = statement(
    lambda: (
        select(recusal.c.judge, func.count())
        .where(recusal.c.community_id == _COMMUNITY, recusal.c.contest == _CONTEST)
        .group_by(recusal.c.judge)
    )
)
"""How many entries each judge does not mark."""
