"""What the public may know of decisions, and how much moderators have on the table."""

from collections import Counter
from datetime import timedelta
from statistics import median
from uuid import UUID

from commkit.moderation import decision_statements as sql
from commkit.moderation import statements as cases
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.messages import ListModerationLog, ReadModerationWorkload
from commkit.moderation.records import ModerationLogEntry, ModerationWorkload, ModeratorWorkload
from commkit.runtime.model.errors import Denied
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_WEEK = timedelta(days=7)


@moderation.handles(ListModerationLog)
def list_moderation_log(context: Context, query: ListModerationLog) -> Page[ModerationLogEntry]:
    """Without names, so that it can be open to everybody."""
    readers = context.settings(ModerationSettings).log_visibility
    is_current = context.membership is not None and context.membership.is_current
    if not (
        readers == "everyone" or (readers == "members" and is_current) or context.can("moderation.handle")
    ):
        raise Denied("moderation.log_not_visible", f"this community shows its log to {readers} only")
    limit = page_size(query.limit)
    after = UUID(bytes=decode_cursor(query.after, 16)) if query.after is not None else sql.LAST
    rows = context.rows(sql.LOG, after=after, size=limit + 1)
    return cut(rows, limit, lambda entry: entry.id.bytes)


@moderation.handles(ReadModerationWorkload)
def read_moderation_workload(context: Context, query: ReadModerationWorkload) -> ModerationWorkload:
    """Open cases now, and decisions of the last seven days."""
    waiting = context.rows(cases.OPEN_CASES, now=context.now)
    ages = [(context.now - opened_at).total_seconds() for opened_at, _ in waiting]
    claimed = Counter(by for _, by in waiting if by is not None)
    handled = dict(context.rows(sql.DECISION_COUNTS, since=context.now - _WEEK))
    automated = handled.pop(None, 0)
    shares = [
        ModeratorWorkload(who, claimed[who], handled.get(who, 0)) for who in claimed.keys() | handled.keys()
    ]
    return ModerationWorkload(
        open=len(waiting),
        unclaimed=len(waiting) - claimed.total(),
        median_age=timedelta(seconds=median(ages)) if ages else None,
        oldest_age=timedelta(seconds=max(ages)) if ages else None,
        handled=sum(handled.values()),
        automated=automated,
        moderators=tuple(sorted(shares, key=lambda share: (-share.claimed, -share.handled, share.moderator))),
    )
