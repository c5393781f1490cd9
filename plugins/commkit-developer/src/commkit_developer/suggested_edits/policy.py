"""The rules of suggested edits; no database."""

from collections.abc import Iterable

from attrs import frozen

from commkit import Conflict, Invalid
from commkit.posts import MadeWith, Post, PostId, RevisionDiff, line_changes, word_changes
from commkit_developer.policy import check_not_removed
from commkit_developer.suggested_edits.records import EditState, SuggestedEdit


@frozen
class PostText:
    """What a post says, in one version of it.

    Attributes:
        title: The title.
        body: The text.
        tags: The tags.
    """

    title: str
    body: str
    tags: tuple[str, ...]


def text_of(post: Post | SuggestedEdit) -> PostText:
    """What a post says now, or would say.

    Args:
        post: The post, or the suggested edit.
    """
    return PostText(post.title, post.body, post.tags)


def suggested_text(
    post: Post, *, title: str | None, body: str | None, tags: tuple[str, ...] | None
) -> PostText:
    """What a post would say; a reply has neither title nor tags.

    Args:
        post: The post as it is.
        title: The new title; None to keep it.
        body: The new text; None to keep it.
        tags: The new tags in their stored form; None to keep them.

    Raises:
        Invalid: Nothing would change, or the title is missing.
    """
    text = PostText(
        title=post.title if title is None or not post.opens else title,
        body=post.body if body is None else body,
        tags=post.tags if tags is None or not post.opens else tags,
    )
    if text == text_of(post):
        raise Invalid.field("body", "no_change", "change the title, the text or the tags")
    if post.opens and post.title.strip() and not text.title.strip():
        raise Invalid.field("title", "blank", "it needs a title")
    return text


def suggested_made_with(post: Post, said: MadeWith | None, *, by_agent: bool) -> MadeWith | None:
    """How a post would be made after the edit; None to leave what it says.

    Args:
        post: The post as it is.
        said: What the suggester says.
        by_agent: Whether the suggester is an agent.

    Raises:
        Invalid: The author or the suggester is an agent, and the suggester says that no program took part.
    """
    if said is MadeWith.NONE and (by_agent or post.by_agent):
        raise Invalid.field(
            "made_with", "made_by_agent", "an agent took part: say `generated` or `assisted`, or leave it out"
        )
    return said


def check_pending(edit: SuggestedEdit) -> None:
    """Check that a suggested edit is not decided.

    Raises:
        Conflict: It is.
    """
    if edit.state is not EditState.PENDING:
        raise Conflict(
            "developer.edit_decided",
            f"this suggested edit is {edit.state} already; suggest another one",
            state=edit.state.value,
        )


def check_seen(edit: SuggestedEdit, version: int) -> None:
    """Check that a reviewer saw the present version of a suggested edit.

    Raises:
        Conflict: It was rewritten since.
    """
    if edit.version != version:
        raise rewritten(edit.version)


def rewritten(current: int) -> Conflict:
    """The error of who decides about a text that they did not see.

    Args:
        current: The present version of the suggested edit.
    """
    return Conflict(
        "developer.edit_rewritten", "it was rewritten since you read it; read it again", current=current
    )


def check_applicable(edit: SuggestedEdit, post: Post) -> None:
    """Check that a suggested edit can become the next version of its post.

    Args:
        edit: The suggested edit.
        post: The post as it is.

    Raises:
        Conflict: The post was edited or removed since, or the suggester's text is erased.
    """
    check_not_removed(post)
    if not edit.body:
        raise Conflict(
            "developer.suggester_erased",
            "its suggester was erased with its text; reject it, and edit the post",
        )
    if post.version != edit.base:
        raise Conflict(
            "developer.edit_outdated",
            "the post was edited since; its suggester has to rewrite it for the current version, or reject it",
            base=edit.base,
            current=post.version,
        )


def compare(post: PostId, before: PostText, after: PostText, *, versions: tuple[int, int]) -> RevisionDiff:
    """The changes between two texts of a post.

    Args:
        post: The post.
        before: The older text.
        after: The newer text.
        versions: The versions of the post that have them, or would.
    """
    return RevisionDiff(
        post=post,
        before=versions[0],
        after=versions[1],
        title=word_changes(before.title, after.title),
        body=line_changes(before.body, after.body),
        removed_tags=_without(before.tags, after.tags),
        added_tags=_without(after.tags, before.tags),
    )


def _without(tags: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    known = frozenset(others)
    return tuple(tag for tag in tags if tag not in known)
