"""How decisions are read."""

from uuid import UUID

from commkit import Context, Page
from commkit.storage import EARLIEST, LAST_ID, LATEST, keyset, page_size
from commkit_internal.meetings.decisions import statements as sql
from commkit_internal.meetings.decisions.messages import ListDecisions, ReadDecision
from commkit_internal.meetings.decisions.policy import topic_of
from commkit_internal.meetings.decisions.records import MeetingDecision
from commkit_internal.meetings.feature import meeting_feature

_DECISIONS = keyset(UUID, of="internal.decisions")


@meeting_feature.handles(ReadDecision)
def read_decision(context: Context, query: ReadDecision) -> MeetingDecision:
    """Load it."""
    return context.get(MeetingDecision, query.decision)


@meeting_feature.handles(ListDecisions)
def list_decisions(context: Context, query: ListDecisions) -> Page[MeetingDecision]:
    """One statement."""
    limit = page_size(query.limit)
    (after,) = _DECISIONS.decode(query.after, default=(LAST_ID,))
    topic = topic_of(query.topic)
    given = {
        "superseded": query.superseded,
        "since": query.since or EARLIEST,
        "until": query.until or LATEST,
        "after": after,
        "size": limit + 1,
    }
    if query.event is not None:
        given["event"] = query.event
    if topic:
        given["topic"] = topic
    rows = context.rows(sql.PAGES[query.event is not None, bool(topic)], **given)
    return _DECISIONS.page(rows, limit, lambda its: (its.id,))
