"""How contests are opened, judged, closed, published and opened again."""

from datetime import datetime

from commkit import Conflict, Context
from commkit.members import Membership, check_not_blocked_by, is_own, lock_member
from commkit.storage import schedule_command
from commkit_contests.conflicts.handlers import recuse_judges
from commkit_contests.contests import statements as sql
from commkit_contests.contests.messages import (
    AddContestJudge,
    AdvanceContest,
    CancelContest,
    CloseContestMarks,
    EndContestEntries,
    OpenContest,
    PublishContestResult,
    ReopenContest,
)
from commkit_contests.contests.policy import FINAL_MARKS, check_criteria, check_state, check_time
from commkit_contests.contests.records import (
    Contest,
    ContestCriterion,
    ContestId,
    ContestJudge,
    ContestReopening,
    ContestState,
)
from commkit_contests.contests.states.handlers import change_state, locked_contest
from commkit_contests.facts import ContestJudgeAdded, ContestOpened, ContestReopened, ContestResultPublished
from commkit_contests.feature import ContestSettings, contest_feature
from commkit_contests.policy import MANAGE, MAX_JUDGES
from commkit_contests.results.handlers import clear_result, store_result


@contest_feature.handles(OpenContest)
def open_contest(context: Context, command: OpenContest) -> Contest:
    """Add it with its criteria, and schedule what happens at its times."""
    check_criteria(command.criteria, command.entries_each)
    check_time("enter_until", context.now, command.enter_until)
    check_time("mark_until", command.enter_until, command.mark_until)
    settings = context.settings(ContestSettings)
    opened = Contest(
        id=ContestId(context.new_id()),
        title=command.title,
        brief=command.brief,
        organiser=context.member,
        state=ContestState.OPEN,
        blind=command.blind,
        calibration=command.calibration,
        ties=command.ties,
        entries_each=command.entries_each,
        scale=settings.scale,
        marks_needed=settings.marks_needed,
        opened_at=context.now,
        enter_until=command.enter_until,
        mark_until=command.mark_until,
        published_at=None,
    )
    context.run(sql.ADD, opened)
    for number, draft in enumerate(command.criteria, 1):
        context.run(sql.ADD_CRITERION, ContestCriterion(opened.id, number, draft.name, draft.weight))
    for at in (opened.enter_until, opened.mark_until):
        _advance_at(context, opened.id, at)
    context.emit(ContestOpened(contest=opened.id))
    return opened


def _advance_at(context: Context, id: ContestId, at: datetime) -> None:
    schedule_command(context, AdvanceContest(id), at=at, as_system=True)


@contest_feature.handles(AddContestJudge)
def add_contest_judge(context: Context, command: AddContestJudge) -> ContestJudge:
    """Lock the contest, so that there are 30 at most, and none comes after the end of judging."""
    found = locked_contest(context, command.contest, need=MANAGE)
    membership = context.get(Membership, command.member)
    member = membership.id
    check_state(found, ContestState.OPEN, ContestState.JUDGING)
    known = {its.member: its for its in context.rows(sql.JUDGES, contest=found.id)}
    if member in known:
        return known[member]
    if found.blind and _runs(context, found, membership):
        raise Conflict(
            "contests.organiser_judges", "who may run a blind contest sees who entered; name another judge"
        )
    if len(known) >= MAX_JUDGES:
        raise Conflict("contests.too_many_judges", f"this contest has {MAX_JUDGES} judges already")
    if not is_own(context, member):
        check_not_blocked_by(context, member)
    if not lock_member(context, member):
        raise Conflict("contests.judge_left", "that member has left this community; name somebody else")
    added = ContestJudge(found.id, member, context.now)
    context.run(sql.ADD_JUDGE, added)
    if found.state is ContestState.JUDGING:
        recuse_judges(context, found, [member])
    context.emit(ContestJudgeAdded(contest=found.id, member=member))
    return added


def _runs(context: Context, contest: Contest, membership: Membership) -> bool:
    granted = context.dispatch.granted(membership.role, membership.trust_level)
    return membership.id == contest.organiser or MANAGE in granted


@contest_feature.handles(EndContestEntries)
def end_contest_entries(context: Context, command: EndContestEntries) -> Contest:
    """Lock the contest, so that an entry comes before it or not at all."""
    found = locked_contest(context, command.contest, need=MANAGE)
    check_state(found, ContestState.OPEN)
    if not context.rows(sql.JUDGES, contest=found.id):
        raise Conflict("contests.no_judges", "nobody judges this contest; add judges first")
    return _begin_judging(context, found)


def _begin_judging(context: Context, found: Contest) -> Contest:
    judging = change_state(context, found, ContestState.JUDGING)
    recuse_judges(context, judging, [its.member for its in context.rows(sql.JUDGES, contest=found.id)])
    return judging


@contest_feature.handles(CloseContestMarks)
def close_contest_marks(context: Context, command: CloseContestMarks) -> Contest:
    """Lock the contest, so that a mark comes before it or not at all."""
    found = locked_contest(context, command.contest, need=MANAGE)
    check_state(found, ContestState.JUDGING)
    return change_state(context, found, ContestState.CLOSED)


@contest_feature.handles(AdvanceContest)
def advance_contest(context: Context, command: AdvanceContest) -> bool:
    """Lock the contest; one whose worker was late goes on twice. What has gone on already stays."""
    found = locked_contest(context, command.contest)
    before = found.state
    if found.state is ContestState.OPEN and found.enter_until <= context.now:
        found = _begin_judging(context, found)
    if found.state is ContestState.JUDGING and found.mark_until <= context.now:
        found = change_state(context, found, ContestState.CLOSED)
    return found.state is not before


@contest_feature.handles(PublishContestResult)
def publish_contest_result(context: Context, command: PublishContestResult) -> Contest:
    """Store the score and place of each entry, and tell who won."""
    found = locked_contest(context, command.contest, need=MANAGE)
    check_state(found, ContestState.CLOSED)
    winners = store_result(context, found)
    published = change_state(context, found, ContestState.PUBLISHED)
    context.emit(ContestResultPublished(contest=found.id, winners=winners))
    return published


@contest_feature.handles(ReopenContest)
def reopen_contest(context: Context, command: ReopenContest) -> Contest:
    """Take the result back, and write down why."""
    found = locked_contest(context, command.contest, need=MANAGE)
    check_state(found, *FINAL_MARKS)
    check_time("mark_until", context.now, command.mark_until)
    number = len(context.rows(sql.REOPENINGS, contest=found.id)) + 1
    published = found.state is ContestState.PUBLISHED
    context.run(
        sql.ADD_REOPENING,
        ContestReopening(
            found.id, number, context.member_or_none, command.reason, published=published, at=context.now
        ),
    )
    clear_result(context, found)
    _advance_at(context, found.id, command.mark_until)
    reopened = change_state(context, found, ContestState.JUDGING, mark_until=command.mark_until)
    context.emit(ContestReopened(contest=found.id))
    return reopened


@contest_feature.handles(CancelContest)
def cancel_contest(context: Context, command: CancelContest) -> Contest:
    """Entries stay for those who entered them."""
    return change_state(
        context, locked_contest(context, command.contest, need=MANAGE), ContestState.CANCELLED
    )
