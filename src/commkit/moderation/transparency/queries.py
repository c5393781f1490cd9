"""How numbers about moderation are read."""

from commkit.moderation.feature import moderation
from commkit.moderation.records import ModerationSettings
from commkit.moderation.transparency import statements as sql
from commkit.moderation.transparency.messages import ReadTransparencyNumbers
from commkit.moderation.transparency.policy import check_period, waits
from commkit.moderation.transparency.records import AutomatedDecisions, NoticeCount, TransparencyNumbers
from commkit.runtime.sessions.context import Context


@moderation.handles(ReadTransparencyNumbers)
def read_transparency_numbers(context: Context, query: ReadTransparencyNumbers) -> TransparencyNumbers:
    """Count what there is of the period, as it was when it ended."""
    check_period(query.since, query.until, context.now)
    period = {"since": query.since, "until": query.until}
    illegal = frozenset(context.settings(ModerationSettings).illegal_reasons)
    times = context.rows(sql.REPORT_TIMES, **period)
    return TransparencyNumbers(
        since=query.since,
        until=query.until,
        notices=tuple(
            NoticeCount(reason, reason in illegal, *counts)
            for reason, *counts in context.rows(sql.NOTICES, **period)
        ),
        notice_wait=waits(((at, over) for reason, at, over in times if reason in illegal), query.until),
        report_wait=waits(((at, over) for reason, at, over in times if reason not in illegal), query.until),
        own_actions=tuple(context.rows(sql.OWN_ACTIONS, **period)),
        complaints=tuple(context.rows(sql.COMPLAINTS, **period)),
        complaint_wait=waits(context.rows(sql.COMPLAINT_TIMES, **period), query.until),
        automated=_automated(context, query),
        suspensions=tuple(context.rows(sql.SUSPENSIONS, **period)),
        reviews=tuple(context.rows(sql.REVIEWS, **period)),
    )


def _automated(context: Context, query: ReadTransparencyNumbers) -> AutomatedDecisions:
    ((decisions, appealed, overturned),) = context.rows(sql.AUTOMATED, since=query.since, until=query.until)
    return AutomatedDecisions(decisions, appealed, overturned, overturned / decisions if decisions else None)
