"""What a case must be like for a command about it to be offered, and which decisions fit it."""

from commkit.members import Membership
from commkit.moderation.cases.messages import AssignCase, ClaimCase, FileReport, ReleaseCase
from commkit.moderation.cases.records import Case
from commkit.moderation.decisions.messages import DecideCase
from commkit.moderation.decisions.policy import fits_object, is_claimed
from commkit.moderation.decisions.records import ModerationAction
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.slow_mode.messages import SetSlowMode
from commkit.posts import Post
from commkit.runtime.model.ids import MemberId
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


@moderation.offers(FileReport, about=Post)
def is_written_by_others(context: Context, post: Post) -> bool:
    """Nobody reports what is their own."""
    return post.author is None or post.author not in _mine(context)


@moderation.offers(FileReport, about=Membership)
def is_somebody_else(context: Context, membership: Membership) -> bool:
    """Nobody reports themselves."""
    return membership.id not in _mine(context)


def _mine(context: Context) -> tuple[MemberId | None, MemberId | None]:
    """The actor, and whom the actor acts for."""
    return context.member_or_none, context.agent.acts_for if context.agent is not None else None
