"""What a post or a suggested edit must be like for a command about it to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_developer.suggested_edits.feature import edit_feature
from commkit_developer.suggested_edits.messages import (
    ApproveSuggestedEdit,
    ImproveSuggestedEdit,
    RejectSuggestedEdit,
    RewriteSuggestedEdit,
    SuggestEdit,
    WithdrawSuggestedEdit,
)
from commkit_developer.suggested_edits.records import EditState, SuggestedEdit


@edit_feature.offers(SuggestEdit, about=Post)
def is_for_others_to_edit(context: Context, post: Post) -> bool:
    """Who may edit a post has nobody to ask."""
    return post.removed_at is None and not context.can("posts.edit", post)


@edit_feature.offers(RewriteSuggestedEdit, WithdrawSuggestedEdit, about=SuggestedEdit)
def is_pending(context: Context, edit: SuggestedEdit) -> bool:
    """What is decided stays so."""
    return edit.state is EditState.PENDING


@edit_feature.offers(ApproveSuggestedEdit, ImproveSuggestedEdit, RejectSuggestedEdit, about=SuggestedEdit)
def is_pending_of_another(context: Context, edit: SuggestedEdit) -> bool:
    """Whoever sees a suggestion of somebody else decides about it: nobody else is shown it."""
    return edit.state is EditState.PENDING and edit.suggester != context.member_or_none
