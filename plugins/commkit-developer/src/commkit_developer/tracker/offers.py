"""What a question or an issue must be like for a command about it to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.feature import tracker_feature
from commkit_developer.tracker.messages import ConfirmFix, LinkIssue, OpenIssue, RefreshIssue, UnlinkIssue
from commkit_developer.tracker.policy import is_asked
from commkit_developer.tracker.ports import IssueTracker
from commkit_developer.tracker.records import Issue, IssueState
from commkit_qa import is_question, question_kind


@tracker_feature.offers(OpenIssue, LinkIssue, about=Post)
def can_be_about_an_issue(context: Context, post: Post) -> bool:
    """Questions, where there is a tracker."""
    return context.port(IssueTracker) is not None and is_question(context.community_type, post)


@tracker_feature.offers(UnlinkIssue, about=Post)
def may_be_about_an_issue(context: Context, post: Post) -> bool:
    """Questions, also removed ones."""
    return post.opens and question_kind(context.community_type, post.kind) is not None


@tracker_feature.offers(ConfirmFix, about=Post)
def may_be_asked(context: Context, post: Post) -> bool:
    """Questions."""
    return is_question(context.community_type, post)


@tracker_feature.offers(RefreshIssue, about=Issue)
def can_be_asked_for(context: Context, issue: Issue) -> bool:
    """What the tracker knows."""
    return context.port(IssueTracker) is not None and bool(issue.key) and issue.state is not IssueState.FAILED


@tracker_feature.withholds(OpenIssue, LinkIssue, UnlinkIssue, ConfirmFix, about=Post)
def withhold_by_link(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """A question is about one issue, and its asker answers what is asked."""
    links = {
        link.question: link for link in context.rows(sql.LINKS_OF, questions=[post.id for post in shown])
    }
    withheld: dict[PostId, tuple[type[Command[Any]], ...]] = {}
    for post in shown:
        link = links.get(post.id)
        if link is None:
            withheld[post.id] = (UnlinkIssue, ConfirmFix)
        else:
            withheld[post.id] = (OpenIssue, LinkIssue, *(() if is_asked(link) else (ConfirmFix,)))
    return withheld
