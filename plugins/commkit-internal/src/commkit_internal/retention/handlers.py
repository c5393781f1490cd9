"""How it is said how long threads are kept."""

from attrs import evolve

from commkit import Context
from commkit.storage import cancel_scheduled, schedule_command
from commkit_internal.retention import statements as sql
from commkit_internal.retention.facts import RetentionEnded, RetentionSet
from commkit_internal.retention.feature import RetentionSettings, retention_feature
from commkit_internal.retention.jobs import ApplyRetention
from commkit_internal.retention.messages import EndRetention, SetRetention
from commkit_internal.retention.policy import check_days, check_kind
from commkit_internal.retention.records import RetentionRule


@retention_feature.handles(SetRetention)
def set_retention(context: Context, command: SetRetention) -> RetentionRule:
    """Keep the rule, and schedule its first round; what was scheduled for the one before is cancelled."""
    settings = context.settings(RetentionSettings)
    check_kind(context, command.kind)
    check_days(command.days, settings.shortest)
    before = context.one(sql.LOCK, kind=command.kind)
    if before is not None and before.days == command.days:
        return before
    if before is not None and before.scheduled is not None:
        cancel_scheduled(context, before.scheduled)
    rule = RetentionRule(
        kind=command.kind,
        days=command.days,
        set_by=context.member_or_none,
        set_at=context.now,
        applies_from=context.now + settings.notice,
        scheduled=None,
    )
    rule = evolve(
        rule,
        scheduled=schedule_command(
            context, ApplyRetention(rule.kind, rule.days), at=rule.applies_from, as_system=True
        ),
    )
    context.run(sql.SET, rule)
    context.emit(RetentionSet(kind=rule.kind, days=rule.days, applies_from=rule.applies_from))
    return rule


@retention_feature.handles(EndRetention)
def end_retention(context: Context, command: EndRetention) -> None:
    """Delete the rule."""
    rule = context.one(sql.LOCK, kind=command.kind)
    if rule is None:
        return
    if rule.scheduled is not None:
        cancel_scheduled(context, rule.scheduled)
    context.run(sql.DELETE, kind=rule.kind)
    context.emit(RetentionEnded(kind=rule.kind))
