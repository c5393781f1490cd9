"""Whether a mute kept a notification from a member."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit.posts import Post
from commkit_topical.muting import statements as sql
from commkit_topical.muting.feature import muting_feature


@muting_feature.explains("", about="notification")
def explain_mutes(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Explain by which of their mutes; it concerns them alone."""
    me = context.member_or_none
    if me is None or not isinstance(question.object, Post):
        return
    found = context.one(sql.WHY_MUTED, member=me, post=question.object.id)
    by = [name for name, muted in zip(("a word", "a tag", "the space"), found or (), strict=False) if muted]
    is_own = question.object.author == me
    because = (
        "they wrote it" if is_own else f"they muted {' and '.join(by)}" if by else "by no word, tag or space"
    )
    yield TraceStep("it is not muted", is_own or not by, because, private=True)
