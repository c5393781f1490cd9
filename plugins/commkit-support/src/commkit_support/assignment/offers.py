"""What a question must be like for it to be given to somebody, or taken back, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit_qa import is_open_question
from commkit_support.assignment import statements as sql
from commkit_support.assignment.feature import assignment_feature
from commkit_support.assignment.messages import AssignQuestion, TakeQuestion, UnassignQuestion


@assignment_feature.offers(AssignQuestion, TakeQuestion, about=Post)
def can_be_given(context: Context, post: Post) -> bool:
    """Questions that are not settled."""
    return is_open_question(context.community_type, post)


@assignment_feature.withholds(TakeQuestion, UnassignQuestion, about=Post)
def withhold_by_assignee(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """What somebody cares for is not taken; what nobody cares for, or somebody else, is not given back."""
    assignees = dict(context.rows(sql.ASSIGNEES, questions=[post.id for post in shown]))
    sees_all = context.can("support.read_assignments")

    def withheld(question: PostId) -> Iterable[type[Command[Any]]]:
        if question not in assignees:
            return (UnassignQuestion,)
        is_mine = assignees[question] == context.member_or_none
        return (TakeQuestion,) if is_mine or sees_all else (TakeQuestion, UnassignQuestion)

    return {post.id: withheld(post.id) for post in shown}
