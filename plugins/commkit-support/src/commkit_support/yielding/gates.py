"""What staff may not publish while members may answer."""

from commkit import Context, Deny, NotFound
from commkit.members import MembershipKind
from commkit.posts import CreateReply, Post
from commkit_qa import is_open_question, question_kind
from commkit_support.yielding.feature import YieldSettings, yield_feature
from commkit_support.yielding.handlers import current_wait
from commkit_support.yielding.records import Bypass


@yield_feature.gates(CreateReply)
def check_yield_window(context: Context, command: CreateReply) -> Deny | None:
    """Refuse the answer of staff while the window is open; comments, and answers of others, are published at once."""
    if context.settings(YieldSettings).window is None or not is_yielding_staff(context):
        return None
    try:
        question = context.get(Post, command.parent)
    except NotFound:
        return None  # the handler raises it
    kind = question_kind(context.community_type, question.kind)
    if kind is None or not is_open_question(context.community_type, question):
        return None
    if (command.kind or kind.replies[0]) != kind.awaits:
        return None
    wait = current_wait(context, question)
    if isinstance(wait, Bypass):
        return None
    return Deny(
        "support.yield_window",
        f"members may answer until {wait:%Y-%m-%d %H:%M} UTC; send HoldAnswer, and yours is published then, unless a "
        "member was right",
    )


def is_yielding_staff(context: Context) -> bool:
    """Whether the actor is a person of the staff who may hold answers; the help desk's own are published at once."""
    mine = context.membership
    is_person = mine is not None and mine.staff and mine.kind is MembershipKind.PERSON
    return is_person and context.can("support.hold_answer")
