"""When saying that a known issue's message is enough is offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit.storage import NOBODY
from commkit_qa import is_question
from commkit_support.deflection import statements as sql
from commkit_support.deflection.feature import deflection_feature
from commkit_support.deflection.handlers import has_ticket, is_customer
from commkit_support.deflection.messages import AcknowledgeIssue


@deflection_feature.offers(AcknowledgeIssue, about=Post)
def is_own_question(context: Context, post: Post) -> bool:
    """Questions of one's own, of who is not staff."""
    mine = post.author is not None and post.author == context.member_or_none
    return mine and not post.by_staff and is_question(context.community_type, post)


@deflection_feature.withholds(AcknowledgeIssue, about=Post)
def withhold_unless_about_issue(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """What is about no known issue, is booked already, or became a ticket."""
    ids, me = [post.id for post in shown], context.member_or_none
    found = {id for (id,) in context.rows(sql.UNSETTLED, questions=ids, member=me or NOBODY)}
    if me is None or (found and (not is_customer(context, me) or has_ticket(context, me, ids[0]))):
        found = set()
    return {id: (AcknowledgeIssue,) for id in ids if id not in found}
