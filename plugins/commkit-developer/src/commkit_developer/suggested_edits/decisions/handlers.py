"""How suggested edits are approved, improved and rejected."""

from commkit import Context, Denied, MemberId
from commkit.members import is_own
from commkit.posts import EditPost, Post, perform_edit
from commkit.storage import schedule_command
from commkit_developer.suggested_edits import statements as sql
from commkit_developer.suggested_edits.facts import EditApproved, EditRejected, EditReviewed
from commkit_developer.suggested_edits.feature import REVIEW_EDITS, SuggestedEditSettings, edit_feature
from commkit_developer.suggested_edits.handlers import lock_edit, settle
from commkit_developer.suggested_edits.jobs import KeepEdit
from commkit_developer.suggested_edits.messages import (
    ApproveSuggestedEdit,
    ImproveSuggestedEdit,
    RejectSuggestedEdit,
)
from commkit_developer.suggested_edits.policy import check_applicable, check_pending, check_seen
from commkit_developer.suggested_edits.records import EditState, SuggestedEdit, SuggestedEditId
from commkit_reputation import has_earned


@edit_feature.handles(ApproveSuggestedEdit)
def approve_edit(context: Context, command: ApproveSuggestedEdit) -> SuggestedEdit:
    """Count the review; with the last one that it needs, the post gets the text."""
    edit, post = _load(context, command.edit, command.version)
    check_applicable(edit, post)
    if not _is_enough(context, edit, post, approves=True, reason=command.reason):
        return edit
    return _apply(context, edit, post, reason=command.reason)


@edit_feature.handles(RejectSuggestedEdit)
def reject_edit(context: Context, command: RejectSuggestedEdit) -> SuggestedEdit:
    """Count the review; with the last one that it needs, the suggestion ends."""
    edit, post = _load(context, command.edit, command.version)
    if not _is_enough(context, edit, post, approves=False, reason=command.reason):
        return edit
    rejected = settle(context, edit, EditState.REJECTED, reason=command.reason)
    context.emit(EditRejected(edit=edit.id, post=post.id, suggester=edit.suggester))
    return rejected


@edit_feature.handles(ImproveSuggestedEdit)
def improve_edit(context: Context, command: ImproveSuggestedEdit) -> SuggestedEdit:
    """Give the post the suggested text, credited to its suggester, and the reviewer's own behind it."""
    edit, post = _load(context, command.edit, command.version)
    check_applicable(edit, post)
    needed = context.settings(SuggestedEditSettings).reviews_needed
    if needed > 1 and not context.can("posts.edit", post):
        raise Denied(
            "developer.more_reviews_needed",
            f"this needs {needed} reviewers who see the same text; approve it, or reject it",
            needed=needed,
        )
    lock_edit(context, edit)
    approved = _apply(context, edit, post, reason=command.reason, improved=True)
    more = EditPost(
        post=post.id,
        version=post.version + 1,
        title=command.title,
        body=command.body,
        tags=command.tags,
        reason=command.reason,
    )
    perform_edit(context, context.get(Post, post.id), more)
    return approved


def decides_alone(context: Context, post: Post) -> bool:
    """Whether the actor may edit the post anyway: its author, stewards, and whoever else the type lets."""
    return context.can("posts.edit", post)


def reviews_edits(context: Context) -> bool:
    """Whether the actor reviews what others suggest, by their role or by a privilege that they have earned."""
    return context.can(REVIEW_EDITS) or has_earned(context, REVIEW_EDITS)


def is_own_suggestion(context: Context, suggester: MemberId) -> bool:
    """Whether a suggestion is the actor's own, their person's, or of an agent of theirs."""
    return is_own(context, suggester)


def _load(context: Context, id: SuggestedEditId, version: int) -> tuple[SuggestedEdit, Post]:
    """A pending suggested edit that the actor may decide about, as they saw it, and its post."""
    edit = context.get(SuggestedEdit, id)
    post = context.get(Post, edit.post)
    if is_own_suggestion(context, edit.suggester):
        raise Denied("developer.own_edit", "others decide about what you suggest; you may withdraw it")
    if not (decides_alone(context, post) or reviews_edits(context)):
        raise Denied(
            "developer.no_reviewer",
            "reviewing edits of others is a privilege; ListPrivileges says what you lack for it",
        )
    check_pending(edit)
    check_seen(edit, version)
    return edit, post


def _is_enough(context: Context, edit: SuggestedEdit, post: Post, *, approves: bool, reason: str) -> bool:
    """Lock the suggestion, keep the review, and tell whether it is the last one that is needed."""
    lock_edit(context, edit)
    if decides_alone(context, post):
        return True
    me = context.member
    context.run(sql.REVIEW, edit=edit.id, reviewer=me, approves=approves, reason=reason, at=context.now)
    ((reviews,),) = context.rows(sql.COUNT_REVIEWS, edit=edit.id, approves=approves)
    if reviews >= context.settings(SuggestedEditSettings).reviews_needed:
        return True
    context.emit(EditReviewed(edit=edit.id, post=post.id, approves=approves))
    return False


def _apply(
    context: Context, edit: SuggestedEdit, post: Post, *, reason: str, improved: bool = False
) -> SuggestedEdit:
    """Make the suggestion the next version of its post, in the name of its suggester."""
    approved = settle(
        context, edit, EditState.APPROVED, reason=reason, improved=improved, result=edit.base + 1
    )
    suggested = EditPost(
        post=post.id,
        version=edit.base,
        title=edit.title if post.opens else None,
        body=edit.body,
        tags=edit.tags if post.opens else None,
        reason=edit.reason,
        made_with=edit.made_with,
    )
    perform_edit(context, post, suggested, written_by=edit.suggester, by_agent=edit.by_agent)
    wait = context.settings(SuggestedEditSettings).kept_after
    schedule_command(context, KeepEdit(edit.id), at=context.now + wait, as_system=True)
    context.emit(
        EditApproved(
            edit=edit.id,
            post=post.id,
            suggester=edit.suggester,
            version=edit.base + 1,
            improved=improved,
        )
    )
    return approved
