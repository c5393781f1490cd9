"""The question why."""

from typing import Annotated
from uuid import UUID

from attrs import field, frozen

from commkit.explaining.records import DecisionTrace
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Query
from commkit.runtime.model.traces import ExplainSubject
from commkit.runtime.values.validation import Text

Name = Annotated[str, Text(max=100, lines=False)]


@frozen
class ExplainDecision(Query[DecisionTrace]):
    """Why somebody may or may not do something, is trusted so far or not, was told of something or not.

    Members ask about themselves, stewards and the host about anybody; everybody may ask about visitors. What the member
    or the one who asks may not see is not there.

    Args:
        member: Whom it is about; None for a visitor.
        action: A permission such as `posts.edit`, or the outside name of a message such as `posts.edit_post`; a word
            that is both means the message. The name of a trust level, or of a kind of notification, where it is about that.
        object: The id of what it is about; left out, the answer is about such objects at large.
        record: The class name of that object; where it is left out, what the message's ids name.
        about: What the question is about.

    Raises:
        NotFound: There is no such member, or no such object for who asks about somebody else.
        Denied: It is somebody else, and the actor is no steward.
        Invalid: There is no such action, level, kind or record here.
    """

    permission = "explaining.explain"
    personal = ()

    member: MemberId | None
    action: Name
    object: UUID | None = None
    record: Name | None = field(default=None, kw_only=True)
    about: ExplainSubject = field(default="permission", kw_only=True)
