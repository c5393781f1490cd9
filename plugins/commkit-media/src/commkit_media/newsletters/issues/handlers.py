"""How issues are drafted, edited and handed to the worker."""

from collections.abc import Sequence

from attrs import evolve

from commkit import Conflict, Context, Invalid
from commkit.posts import Post, PostId
from commkit_media.front.queries import CLOSED_STATES
from commkit_media.newsletters import statements as newsletters_sql
from commkit_media.newsletters.facts import IssueChanged, IssueDrafted, IssueSendingStarted
from commkit_media.newsletters.feature import newsletter_feature
from commkit_media.newsletters.handlers import locked, schedule_next
from commkit_media.newsletters.issues import statements as sql
from commkit_media.newsletters.issues.messages import DraftIssue, EditIssue, SendIssue
from commkit_media.newsletters.issues.queries import candidates, preview
from commkit_media.newsletters.issues.records import (
    IssueId,
    IssuePreview,
    IssueState,
    NewsletterIssue,
)
from commkit_media.newsletters.jobs import SendDueIssue
from commkit_media.newsletters.records import Newsletter


@newsletter_feature.handles(DraftIssue)
def draft_issue(context: Context, command: DraftIssue) -> IssuePreview:
    """Lock the newsletter, so that it has one draft."""
    newsletter = locked(context, command.newsletter)
    if context.one(sql.DRAFT, newsletter=newsletter.id) is not None:
        raise Conflict("media.issue_drafted", "this newsletter has a draft already; edit or send that one")
    return preview(context, _add(context, newsletter, candidates(context, newsletter)))


@newsletter_feature.handles(EditIssue)
def edit_issue(context: Context, command: EditIssue) -> IssuePreview:
    """Lock the draft, then write what is given."""
    before = _locked_draft(context, command.issue)
    text = before.introduction if command.introduction is None else command.introduction
    after = evolve(before, introduction=text, edited_by=context.member_or_none)
    if command.posts is not None:
        _check_posts(context, command.posts)
        _set_posts(context, before.id, command.posts)
    context.run(sql.SAVE, after)
    context.emit(IssueChanged(issue=after.id))
    return preview(context, after)


@newsletter_feature.handles(SendIssue)
def send_issue(context: Context, command: SendIssue) -> NewsletterIssue:
    """Lock the newsletter, then the draft, as the worker does that sends it by itself."""
    found = context.get(NewsletterIssue, command.issue)
    newsletter = locked(context, found.newsletter)
    draft = _locked_draft(context, found.id)
    if not draft.introduction and not _has_posts(context, draft):
        raise Conflict(
            "media.issue_empty", "this issue has neither posts nor an introduction; add one of them"
        )
    send(context, newsletter, draft)
    return evolve(draft, state=IssueState.SENT, sent_at=context.now)


@newsletter_feature.handles(SendDueIssue)
def send_due_issue(context: Context, command: SendDueIssue) -> bool:
    """Lock the newsletter, which lets one of two send; then send, and schedule the next one."""
    found = context.one(newsletters_sql.LOCKED, id=command.newsletter)
    if found is None or found.next_at is None or found.next_at > context.now:
        return False
    issue = _due_issue(context, found) if context.community.archived_at is None else None
    schedule_next(context, found if issue is None else send(context, found, issue))
    return issue is not None


def _due_issue(context: Context, newsletter: Newsletter) -> NewsletterIssue | None:
    """What goes out by itself now: the draft, or else a new issue; None where there is nothing to send."""
    draft = context.one(sql.DRAFT, newsletter=newsletter.id)
    if draft is not None:
        return draft if draft.introduction or _has_posts(context, draft) else None
    posts = candidates(context, newsletter)
    return _add(context, newsletter, posts) if posts else None


def send(context: Context, newsletter: Newsletter, issue: NewsletterIssue) -> Newsletter:
    """Hand a locked draft of a locked newsletter to the worker; gives the newsletter with what its issues cover now."""
    context.run(sql.SAVE, evolve(issue, state=IssueState.SENT, sent_at=context.now))
    context.run(newsletters_sql.COVER, id=newsletter.id, until=issue.covers_until)
    context.emit(IssueSendingStarted(newsletter=newsletter.id, issue=issue.id))
    return evolve(newsletter, covered_until=issue.covers_until)


def _add(context: Context, newsletter: Newsletter, posts: Sequence[PostId]) -> NewsletterIssue:
    made = NewsletterIssue(
        id=IssueId(context.new_id()),
        newsletter=newsletter.id,
        state=IssueState.DRAFT,
        introduction="",
        covers_from=newsletter.covered_until,
        covers_until=context.now,
        edited_by=context.member_or_none,
        drafted_at=context.now,
        sent_at=None,
        unsubscribed=0,
    )
    context.run(sql.SAVE, made)
    _set_posts(context, made.id, posts)
    context.emit(IssueDrafted(newsletter=newsletter.id, issue=made.id))
    return made


def _locked_draft(context: Context, id: IssueId) -> NewsletterIssue:
    found = context.get(NewsletterIssue, id)
    before = context.one(sql.LOCKED, id=found.id) or found
    if before.state is not IssueState.DRAFT:
        raise Conflict("media.issue_sent", "this issue was sent; draft another one")
    return before


def _has_posts(context: Context, issue: NewsletterIssue) -> bool:
    ((count,),) = context.rows(sql.HAS_ITEMS, issue=issue.id)
    return bool(count)


def _check_posts(context: Context, posts: Sequence[PostId]) -> None:
    for post in posts:
        context.get(Post, post)
    if len(set(posts)) < len(posts):
        raise Invalid.field("posts", "twice", "name each post once")
    standing = {id for (id,) in context.rows(sql.STANDING, posts=list(posts), closed_states=CLOSED_STATES)}
    for number, post in enumerate(posts):
        if post not in standing:
            raise Invalid.field(
                f"posts[{number}]", "not_there", "name posts that were not removed or retired"
            )


def _set_posts(context: Context, issue: IssueId, posts: Sequence[PostId]) -> None:
    context.run(sql.CLEAR_ITEMS, issue=issue)
    rows = [{"issue": issue, "post": post, "position": position} for position, post in enumerate(posts)]
    if rows:
        context.run_many(sql.ADD_ITEM, rows)
