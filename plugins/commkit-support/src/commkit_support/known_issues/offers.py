"""What is offered about known issues and questions, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit_qa import is_question
from commkit_support.known_issues import statements as sql
from commkit_support.known_issues.feature import known_issue_feature
from commkit_support.known_issues.messages import (
    CloseKnownIssue,
    CloseLinkedQuestions,
    LinkQuestion,
    TellIssueStatus,
    UnlinkQuestion,
)
from commkit_support.known_issues.records import KnownIssue


@known_issue_feature.offers(LinkQuestion, about=Post)
def can_be_linked(context: Context, post: Post) -> bool:
    """Questions that are not removed."""
    return is_question(context.community_type, post)


@known_issue_feature.withholds(LinkQuestion, UnlinkQuestion, about=Post)
def withhold_by_link(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """What is about an issue is not linked again; what is about none is not unlinked."""
    ids = [post.id for post in shown]
    linked = {id for (id,) in context.rows(sql.LINKED_AMONG, questions=ids)}
    return {id: (LinkQuestion,) if id in linked else (UnlinkQuestion,) for id in ids}


@known_issue_feature.offers(TellIssueStatus, CloseKnownIssue, about=KnownIssue)
def is_open(context: Context, issue: KnownIssue) -> bool:
    """While it is open."""
    return issue.closed_at is None


@known_issue_feature.offers(CloseLinkedQuestions, about=KnownIssue)
def is_closed(context: Context, issue: KnownIssue) -> bool:
    """Once it is closed."""
    return issue.closed_at is not None
