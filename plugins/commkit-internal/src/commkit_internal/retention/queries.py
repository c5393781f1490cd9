"""How retentions are read and previewed."""

from collections.abc import Iterator
from datetime import timedelta

from commkit import Context, Invalid, NotFound
from commkit_internal.retention import statements as sql
from commkit_internal.retention.feature import RetentionSettings, retention_feature
from commkit_internal.retention.messages import ListRetentions, PreviewRetention
from commkit_internal.retention.policy import check_days, check_kind
from commkit_internal.retention.records import RetentionPreview, RetentionRule


@retention_feature.handles(ListRetentions)
def list_retentions(context: Context, query: ListRetentions) -> tuple[RetentionRule, ...]:
    """One statement."""
    return tuple(context.rows(sql.ALL))


@retention_feature.handles(PreviewRetention)
def preview_retention(context: Context, query: PreviewRetention) -> tuple[RetentionPreview, ...]:
    """Two statements for each kind."""
    return tuple(_preview(context, kind, days) for kind, days in _asked(context, query))


def _asked(context: Context, query: PreviewRetention) -> Iterator[tuple[str, int]]:
    if query.kind is None:
        if query.days is not None:
            raise Invalid.field("days", "without_kind", "say of which kind, or leave the days out")
        yield from ((rule.kind, rule.days) for rule in context.rows(sql.ALL))
        return
    check_kind(context, query.kind)
    if query.days is not None:
        check_days(query.days, context.settings(RetentionSettings).shortest)
        yield query.kind, query.days
        return
    rules = {rule.kind: rule for rule in context.rows(sql.ALL)}
    if query.kind not in rules:
        raise NotFound(
            "internal.no_retention", "threads of this kind are kept for ever; give days to preview"
        )
    yield query.kind, rules[query.kind].days


def _preview(context: Context, kind: str, days: int) -> RetentionPreview:
    kept = timedelta(days=days)
    before = context.now - kept
    ((threads, old, held, needed),) = context.rows(
        sql.counts(context.registry.holds), kind=kind, before=before
    )
    following = context.one(sql.NEXT, kind=kind, before=before)
    return RetentionPreview(
        kind=kind,
        days=days,
        threads=threads,
        due=old - held - needed,
        held=held,
        needed=needed,
        next_at=None if following is None else following[0] + kept,
    )
