"""Handlers of what the tracker says."""

from attrs import evolve

from commkit import Conflict, Context, Invalid
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.facts import IssueChanged, IssueFailed
from commkit_developer.tracker.feature import tracker_feature
from commkit_developer.tracker.messages import RecordIssue, RecordIssueFailed, RecordRelease
from commkit_developer.tracker.policy import check_release, recorded, released, snapshot_faults
from commkit_developer.tracker.records import Issue, IssueState


@tracker_feature.handles(RecordIssue)
def record_issue(context: Context, command: RecordIssue) -> bool:
    """Lock the issue, so that of two things that its tracker says each sees the other; then let the later one count."""
    faults = snapshot_faults(command.key, command.url, command.release)
    if faults:
        raise Invalid(faults)
    known = context.one(sql.LOCKED_BY_KEY, key=command.key)
    if command.request is None:
        return known is not None and _save(context, known, recorded(known, command, context.now))
    before = context.one(sql.LOCKED, id=command.request)
    if before is None or before.key == command.key:
        return before is not None and _save(context, before, recorded(before, command, context.now))
    if known is not None or before.key:
        raise Conflict(
            "developer.another_issue", "the tracker named an issue that was not asked for; link it instead"
        )
    return _save(context, before, recorded(before, command, context.now))


@tracker_feature.handles(RecordRelease)
def record_release(context: Context, command: RecordRelease) -> int:
    """Lock the issues in one order; those that no release had yet are released, or will be once they are closed."""
    check_release(command.version)
    keys = sorted(set(command.keys))
    found = context.rows(sql.LOCKED_BY_KEYS, keys=keys)
    changed = 0
    for before in found:
        after = released(before, command.version, context.now)
        changed += after.state is not before.state
        _save(context, before, after)
    return changed


@tracker_feature.handles(RecordIssueFailed)
def record_issue_failed(context: Context, command: RecordIssueFailed) -> bool:
    """Unlink all threads: they have heard nothing of it, and may be linked to another issue."""
    before = context.one(sql.LOCKED, id=command.issue)
    if before is None or before.state is not IssueState.REQUESTED:
        return False
    failed = evolve(
        before,
        state=IssueState.FAILED,
        changed_at=context.now,
        body="",
        failure_reason=command.reason,
    )
    context.run(sql.SAVE, **sql.save_values(failed))
    context.run(sql.DELETE_LINKS, issue=failed.id)
    context.emit(IssueFailed(issue=failed.id, asked_by=failed.asked_by))
    return True


def _save(context: Context, before: Issue, after: Issue) -> bool:
    if after == before:
        return False
    context.run(sql.SAVE, **sql.save_values(after))
    if after.news != before.news:
        context.emit(IssueChanged(issue=after.id, state=after.state.value, release=after.release))
    return True
