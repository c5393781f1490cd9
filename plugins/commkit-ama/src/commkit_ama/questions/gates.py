"""Who answers."""

from commkit import Context, Deny
from commkit.posts import CreateReply, Post
from commkit_ama.feature import ANSWER, ANSWER_ALL, hour_feature
from commkit_ama.guests.handlers import is_guest
from commkit_ama.policy import GUEST_ANSWER


@hour_feature.gates(CreateReply)
def check_guest(context: Context, command: CreateReply) -> Deny | None:
    """Answers are by guests; others comment."""
    if command.kind != GUEST_ANSWER.name or context.can(ANSWER_ALL):
        return None
    question = context.get(Post, command.parent)
    if context.can(ANSWER) and is_guest(context, question):
        return None
    return Deny("ama.not_a_guest", "the guests of this hour answer; write a comment instead")
