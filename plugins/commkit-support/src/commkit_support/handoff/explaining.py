"""Why a question can or cannot be handed over to the help desk."""

from collections.abc import Iterator

from commkit import Session
from commkit.explaining import Question, Step
from commkit.posts import Post
from commkit_support.handoff import statements as sql
from commkit_support.handoff.feature import HandoffSettings, handoff
from commkit_support.handoff.records import HelpDesk
from commkit_support.policy import CLOSED, SOLVED, question_kind


@handoff.explains("support.offer_handoff")
def tell_way_out(session: Session, question: Question) -> Iterator[Step]:
    """What the handler of `OfferHandoff` sees to, in its order."""
    post = question.object
    if isinstance(post, Post):
        is_question = question_kind(session.community_type, post.kind) is not None
        yield Step("it is a question", is_question, f"it is a {post.kind}")
        yield Step("something is expected of it", post.state not in (SOLVED, CLOSED), f"it is {post.state}")
    why = session.settings(HandoffSettings).none_because
    has_desk = session.port(HelpDesk) is not None
    yield Step("a help desk", has_desk, "" if has_desk else f"this community has none, because: {why}")
    if isinstance(post, Post):
        is_free = not session.rows(sql.UNDER_WAY, question=post.id)
        yield Step("one at a time", is_free, "" if is_free else "the help desk has this question already")
