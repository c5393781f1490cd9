"""How cases and the workload are read."""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from commkit.moderation.appeals import statements as appeals
from commkit.moderation.cases import statements as sql
from commkit.moderation.cases.messages import ListCases, ReadCase, ReadModerationWorkload
from commkit.moderation.cases.records import Case, CaseFile, Detection, ModerationWorkload, ModeratorWorkload
from commkit.moderation.decisions import statements as decisions
from commkit.moderation.feature import moderation
from commkit.moderation.strikes import statements as strikes
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, Page, keyset, page_size
from commkit.statistics import median_duration

_MAX_IN_FILE = 100
"""Reports, detections, decisions and appeals in a case file, at most."""
_MAX_RANK = 2**31 - 1
"""The largest number that the column of the rank holds."""
_WEEK = timedelta(days=7)
_BY_RANK = keyset(int, UUID, of="moderation.cases")


@moderation.handles(ListCases)
def list_cases(context: Context, query: ListCases) -> Page[Case]:
    """List by the rank, which is minus the priority, and then by the id."""
    limit = page_size(query.limit)
    by_rank = _BY_RANK.of_query(query)
    rank, after = by_rank.decode(query.after, default=(-_MAX_RANK, FIRST_ID))
    rows = context.rows(
        sql.QUEUE,
        now=context.now,
        every_case=query.filter == "all",
        only_unclaimed=query.filter == "unclaimed",
        only_mine=query.filter == "mine",
        after_rank=min(max(rank, -_MAX_RANK), _MAX_RANK),
        after=after,
        size=limit + 1,
    )
    return by_rank.page(rows, limit, lambda row: (-row.priority, row.id))


@moderation.handles(ReadCase)
def read_case(context: Context, query: ReadCase) -> CaseFile:
    """Load the case, and read what belongs to its object."""
    case = context.get(Case, query.case)
    about = {"of_record": case.record, "of_object": case.object, "size": _MAX_IN_FILE}
    counting = (
        context.rows(strikes.COUNTING, member=case.owner, now=context.now) if case.owner is not None else []
    )
    return CaseFile(
        case=case,
        reports=tuple(context.rows(sql.OPEN_REPORTS, **about)),
        detections=_detections(context, case),
        decisions=tuple(context.rows(decisions.ABOUT_OBJECT, **about)),
        appeals=tuple(context.rows(appeals.OPEN_ABOUT_OBJECT, **about)),
        strikes=tuple(counting),
    )


def _detections(context: Context, case: Case) -> tuple[Detection, ...]:
    """What checks found in the object of a case: they quote it, so that who may not see it gets none of them."""
    found = context.rows(sql.DETECTIONS, case=case.id, size=_MAX_IN_FILE)
    if not found:
        return ()
    kind = context.registry.records.get(case.record)
    is_visible = kind is not None and case.object in context.visible_ids(kind, [case.object])
    return tuple(found) if is_visible else ()


def count_reporters(context: Context, record: str, objects: Collection[UUID]) -> int:
    """How many members have open reports of some objects, whatever the actor may see; for rules of features.

    Args:
        context: The context of a command.
        record: The class name of the objects, such as `Post`.
        objects: Their ids.
    """
    if not objects:
        return 0
    ((count,),) = context.rows(sql.COUNT_REPORTERS, record=record, objects=list(objects))
    return int(count)


@moderation.handles(ReadModerationWorkload)
def read_moderation_workload(context: Context, query: ReadModerationWorkload) -> ModerationWorkload:
    """Count the open cases, and the decisions of the last seven days."""
    waiting = context.rows(sql.OPEN_SINCE, now=context.now)
    ages = [context.now - opened_at for opened_at, _ in waiting]
    claimed = Counter(by for _, by in waiting if by is not None)
    handled = dict(context.rows(decisions.COUNTS_BY_DECIDER, since=context.now - _WEEK))
    automated = handled.pop(None, 0)
    workloads = [
        ModeratorWorkload(moderator, claimed[moderator], handled.get(moderator, 0))
        for moderator in claimed.keys() | handled.keys()
    ]
    workloads.sort(key=lambda one: (-one.claimed, -one.handled, one.moderator))
    return ModerationWorkload(
        open=len(waiting),
        unclaimed=len(waiting) - claimed.total(),
        median_age=median_duration(ages),
        oldest_age=max(ages, default=None),
        handled=sum(handled.values()),
        automated=automated,
        moderators=tuple(workloads),
    )
