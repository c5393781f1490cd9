"""How edits are suggested, rewritten and withdrawn; how they are decided about is in `decisions`."""

from attrs import evolve

from commkit import Conflict, Context, Denied
from commkit.posts import Post, PostSettings, clean_tags
from commkit_developer.policy import check_not_removed
from commkit_developer.suggested_edits import statements as sql
from commkit_developer.suggested_edits.facts import EditRewritten, EditSuggested, EditWithdrawn
from commkit_developer.suggested_edits.feature import edit_feature
from commkit_developer.suggested_edits.messages import (
    RewriteSuggestedEdit,
    SuggestEdit,
    WithdrawSuggestedEdit,
)
from commkit_developer.suggested_edits.policy import (
    check_pending,
    rewritten,
    suggested_made_with,
    suggested_text,
)
from commkit_developer.suggested_edits.records import EditState, SuggestedEdit, SuggestedEditId
from commkit_developer.tables import suggested_edit


@edit_feature.loads(
    SuggestedEdit, owner=lambda edit: edit.suggester, table=suggested_edit, part_of=(Post, "post")
)
def fetch_edit(context: Context, id: SuggestedEditId) -> SuggestedEdit | None:
    """Load a suggested edit that the actor may see."""
    return context.one(sql.ONE, id=id)


@edit_feature.handles(SuggestEdit)
def suggest_edit(context: Context, command: SuggestEdit) -> SuggestedEdit:
    """Add it; a unique index decides between two suggestions of one member for one post."""
    post = context.get(Post, command.post)
    if context.can("posts.edit", post):
        raise Denied("developer.edit_directly", "you may edit this post without asking; send EditPost")
    check_not_removed(post)
    _check_current(post, command.version)
    by_agent = context.agent is not None
    text = suggested_text(post, title=command.title, body=command.body, tags=_cleaned(context, command.tags))
    edit = SuggestedEdit(
        id=SuggestedEditId(context.new_id()),
        post=post.id,
        suggester=context.member,
        version=1,
        base=post.version,
        title=text.title,
        body=text.body,
        tags=text.tags,
        reason=command.reason,
        made_with=suggested_made_with(post, command.made_with, by_agent=by_agent),
        by_agent=by_agent,
        state=EditState.PENDING,
        suggested_at=context.now,
        changed_at=context.now,
        decided_at=None,
        decided_by=None,
        decision="",
        improved=False,
        result=None,
    )
    if not context.run(sql.ADD, edit):
        raise Conflict(
            "developer.edit_pending", "an edit of this post that you suggested is pending; rewrite that one"
        )
    context.emit(EditSuggested(edit=edit.id, post=post.id))
    return edit


@edit_feature.handles(RewriteSuggestedEdit)
def rewrite_edit(context: Context, command: RewriteSuggestedEdit) -> SuggestedEdit:
    """Replace its text, and forget what reviewers said of the one before."""
    edit = context.get(SuggestedEdit, command.edit, need="developer.change_suggested_edit")
    check_pending(edit)
    post = context.get(Post, edit.post)
    check_not_removed(post)
    _check_current(post, command.base)
    text = suggested_text(
        post,
        title=command.title,
        body=edit.body if command.body is None else command.body,
        tags=_cleaned(context, command.tags),
    )
    lock_edit(context, edit)
    reason = edit.reason if command.reason is None else command.reason
    if not context.run(
        sql.REWRITE,
        id=edit.id,
        seen=edit.version,
        new_base=post.version,
        new_title=text.title,
        new_body=text.body,
        new_tags=text.tags,
        new_reason=reason,
        now=context.now,
    ):
        raise rewritten(edit.version)
    context.run(sql.DELETE_REVIEWS, edit=edit.id)
    context.emit(EditRewritten(edit=edit.id, post=post.id, version=edit.version + 1, base=post.version))
    return evolve(
        edit,
        version=edit.version + 1,
        base=post.version,
        title=text.title,
        body=text.body,
        tags=text.tags,
        reason=reason,
        changed_at=context.now,
    )


@edit_feature.handles(WithdrawSuggestedEdit)
def withdraw_edit(context: Context, command: WithdrawSuggestedEdit) -> SuggestedEdit:
    """End it by the suggester's own word."""
    edit = context.get(SuggestedEdit, command.edit, need="developer.change_suggested_edit")
    check_pending(edit)
    withdrawn = settle(context, edit, EditState.WITHDRAWN)
    context.emit(EditWithdrawn(edit=edit.id, post=edit.post))
    return withdrawn


def lock_edit(context: Context, edit: SuggestedEdit) -> None:
    """Lock a pending suggested edit, so that reviews of it and its rewriting happen one after the other.

    Raises:
        Conflict: It was decided or rewritten since it was read.
    """
    locked = context.one(sql.LOCK, id=edit.id)
    if locked is None:
        raise decided_meanwhile()
    if locked[0] != edit.version:
        raise rewritten(locked[0])


def settle(
    context: Context,
    edit: SuggestedEdit,
    state: EditState,
    *,
    reason: str = "",
    improved: bool = False,
    result: int | None = None,
) -> SuggestedEdit:
    """End a suggested edit; the statement makes sure that it happens once, and to the text that was seen.

    Raises:
        Conflict: It was decided or rewritten since it was read.
    """
    if not context.run(
        sql.DECIDE,
        id=edit.id,
        seen=edit.version,
        new_state=state,
        now=context.now,
        by=context.member_or_none,
        new_decision=reason,
        new_improved=improved,
        new_result=result,
    ):
        raise decided_meanwhile()
    return evolve(
        edit,
        state=state,
        decided_at=context.now,
        decided_by=context.member_or_none,
        decision=reason,
        improved=improved,
        result=result,
    )


def decided_meanwhile() -> Conflict:
    """The error of who was slower than somebody else."""
    return Conflict("developer.edit_decided", "it was decided or rewritten in the meantime; read it again")


def _check_current(post: Post, version: int) -> None:
    if post.version != version:
        raise Conflict(
            "developer.post_edited",
            "the post was edited since you read it; read it again, and write the edit for its current version",
            current=post.version,
        )


def _cleaned(context: Context, tags: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if tags is None:
        return None
    return clean_tags(tags, max_tags=context.settings(PostSettings).max_tags)
