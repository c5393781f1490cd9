"""What a case must be like for a command about it to be offered, and which decisions fit it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit.members import own_members
from commkit.moderation.cases.messages import AssignCase, ClaimCase, FileReport, ReleaseCase
from commkit.moderation.cases.policy import is_reportable
from commkit.moderation.cases.records import Case
from commkit.moderation.decisions.messages import DecideCase
from commkit.moderation.decisions.policy import fits_object, is_claimed
from commkit.moderation.decisions.records import ModerationAction
from commkit.moderation.feature import moderation
from commkit.moderation.publication import statements as publication
from commkit.moderation.publication.messages import WithdrawHeldPost
from commkit.moderation.records import ModerationSettings
from commkit.moderation.slow_mode.messages import SetSlowMode
from commkit.moderation.views import statements as sql
from commkit.posts import Post
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


def fitting_decisions(case: Case) -> tuple[ModerationAction, ...]:
    """What a decision about the object of a case can do."""
    return tuple(action for action in ModerationAction if fits_object(action, case))


@moderation.offers(ClaimCase, about=Case)
def is_free(context: Context, case: Case) -> bool:
    """An open case is for whoever works on it, or for anybody while nobody does."""
    is_mine = case.claimed_by is not None and case.claimed_by == context.member_or_none
    return case.closed_at is None and (is_mine or not is_claimed(case, context.now))


@moderation.offers(DecideCase, about=Case)
def can_be_decided(context: Context, case: Case) -> bool:
    """What is open besides appeals is decided by who works on it, or by anybody while nobody does."""
    return is_free(context, case) and bool(case.reports or case.detections)


@moderation.offers(ReleaseCase, about=Case)
def is_mine(context: Context, case: Case) -> bool:
    """Only one's own claim is given up."""
    return case.claimed_by is not None and case.claimed_by == context.member_or_none


@moderation.offers(AssignCase, about=Case)
def is_open(context: Context, case: Case) -> bool:
    """What is decided needs nobody to handle it."""
    return case.closed_at is None


@moderation.offers(SetSlowMode, about=Post)
def can_be_slowed_down(context: Context, post: Post) -> bool:
    """Threads are slowed down where the community's settings allow it."""
    return post.opens and context.settings(ModerationSettings).thread_slow_mode


@moderation.offers(FileReport, about=object)
def can_be_reported(context: Context, record: object) -> bool:
    """Whatever is read by its id is reported by others, besides what moderators make of reports."""
    if not is_reportable(type(record)):
        return False
    owner = context.owner_of(record)
    return owner is None or owner != context.member_or_none


@moderation.withholds(FileReport, about=object)
def withhold_reports(context: Context, records: Sequence[Any]) -> Mapping[UUID, Iterable[type[Command[Any]]]]:
    """An agent reports nothing of its person and their other agents, and nobody what they reported already."""
    own = own_members(context) if context.agent is not None else ()
    reported: set[UUID] = set()
    if context.member_or_none is not None:
        rows = context.rows(
            sql.OWN_OPEN_REPORTS,
            me=context.member_or_none,
            record=type(records[0]).__name__,
            objects=sorted(each.id for each in records),
        )
        reported = {id for (id,) in rows}
    return {
        each.id: (FileReport,) for each in records if each.id in reported or context.owner_of(each) in own
    }


@moderation.offers(WithdrawHeldPost, about=Post)
def can_be_held(context: Context, post: Post) -> bool:
    """Only one's own is taken back; what waits is removed as far as others see."""
    return post.removed_at is not None and post.author is not None and post.author == context.member_or_none


@moderation.withholds(WithdrawHeldPost, about=Post)
def withhold_withdrawals(
    context: Context, records: Sequence[Post]
) -> Mapping[UUID, Iterable[type[Command[Any]]]]:
    """What was removed otherwise does not wait."""
    asked = [post.id for post in records if can_be_held(context, post)]
    if not asked:
        return {}
    held = {id for (id,) in context.rows(publication.HELD_AMONG, posts=asked, me=context.member_or_none)}
    return {id: (WithdrawHeldPost,) for id in asked if id not in held}
