"""What a post must be like for endorsing it to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.members import own_members
from commkit.posts import Post, PostId
from commkit.storage import NOBODY
from commkit_qa import question_kinds
from commkit_support.endorsements import statements as sql
from commkit_support.endorsements.feature import endorsement_feature
from commkit_support.endorsements.handlers import accepted_needed, is_staff
from commkit_support.endorsements.messages import EndorseAnswer, WithdrawEndorsement


@endorsement_feature.offers(EndorseAnswer, about=Post)
def is_answer_of_another(context: Context, post: Post) -> bool:
    """Answers of others."""
    type = context.community_type
    awaited = {kind.awaits for kind in type.post_kinds if kind.name in question_kinds(type)}
    is_shown_answer = not post.opens and post.kind in awaited and post.removed_at is None
    return is_shown_answer and post.author != context.member_or_none


@endorsement_feature.offers(WithdrawEndorsement, about=Post)
def is_reply(context: Context, post: Post) -> bool:
    """Replies."""
    return not post.opens


@endorsement_feature.withholds(EndorseAnswer, WithdrawEndorsement, about=Post)
def withhold_by_endorsement(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """What one endorsed is not endorsed again; what one did not is not withdrawn; only experts of a tag endorse."""
    rows = context.rows(
        sql.OFFERED, member=context.member_or_none or NOBODY, answers=[post.id for post in shown]
    )
    needed = 0 if is_staff(context) else accepted_needed(context)
    own = own_members(context) if any(post.by_agent for post in shown) else ()
    of_agents = {post.id for post in shown if post.author in own}
    withheld: dict[PostId, Iterable[type[Command[Any]]]] = {}
    for answer, endorsed, accepted in rows:
        if answer in of_agents:
            withheld[answer] = (EndorseAnswer,) if endorsed else (EndorseAnswer, WithdrawEndorsement)
        elif endorsed:
            withheld[answer] = (EndorseAnswer,)
        elif accepted < needed:
            withheld[answer] = (EndorseAnswer, WithdrawEndorsement)
        else:
            withheld[answer] = (WithdrawEndorsement,)
    return withheld
