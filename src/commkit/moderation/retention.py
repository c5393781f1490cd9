"""How long moderation keeps what its checks count, and what it needs of others until a decision can stand."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, bindparam, exists, or_

from commkit.moderation.tables import appeal, case, decision, fingerprint, review, slow_mode
from commkit.posts import Post
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.retention import Retention

_LONGEST_WINDOW = timedelta(days=366)
"""Communities choose their windows; `PurgeModeration` knows them and may delete sooner."""

MODERATION_RETENTION = (
    Retention(
        "post_fingerprints",
        table=fingerprint,
        age=fingerprint.c.at,
        default=_LONGEST_WINDOW,
        by_key=True,
        purpose="How often a member posted, and posted one text, for checks.",
    ),
    Retention(
        "slow_mode",
        table=slow_mode,
        age=slow_mode.c.last_at,
        default=_LONGEST_WINDOW,
        by_key=True,
        purpose="When a member last posted in a thread, for slow mode.",
    ),
    Retention(
        "reviews",
        table=review,
        age=review.c.at,
        default=_LONGEST_WINDOW,
        purpose="What the reviewer answered about a version of a post.",
    ),
)
"""What every Kit keeps for a time."""


def _is_open() -> ColumnElement[bool]:
    """Whether a decision can be appealed still, or an appeal against it waits."""
    return or_(
        decision.c.appeal_until > bindparam("now", type_=UtcDateTime),
        exists().where(
            appeal.c.community_id == decision.c.community_id,
            appeal.c.decision == decision.c.id,
            appeal.c.decided_at.is_(None),
        ),
    )


def _of_open_decision(row: Table) -> ColumnElement[bool]:
    """Whether an entry of the audit log is that of a decision which may still be reversed."""
    return exists().where(
        decision.c.community_id == row.c.community_id, decision.c.id == row.c.result, _is_open()
    )


def _of_open_case(row: Table) -> ColumnElement[bool]:
    """Whether a revision is of a post that is judged, or whose judgement may still be reversed."""
    return or_(
        exists().where(
            case.c.community_id == row.c.community_id,
            case.c.record == Post.__name__,
            case.c.object == row.c.post,
            case.c.closed_at.is_(None),
        ),
        exists().where(
            decision.c.community_id == row.c.community_id,
            decision.c.record == Post.__name__,
            decision.c.object == row.c.post,
            _is_open(),
        ),
    )


MODERATION_RETAINS = {"audit": _of_open_decision, "revisions": _of_open_case}
"""What is evidence as long as something is open."""
