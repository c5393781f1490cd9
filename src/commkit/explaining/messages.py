"""The query that explains a decision."""

from typing import Annotated
from uuid import UUID

from attrs import field, frozen

from commkit.explaining.records import DecisionTrace
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Query
from commkit.runtime.model.traces import ExplainSubject
from commkit.runtime.values.texts import Text

_Name = Annotated[str, Text(max=100, multiline=False)]


@frozen
class ExplainDecision(Query[DecisionTrace]):
    """Explain why somebody may or may not do something, has a trust level or not, was notified or not.

    Members ask about themselves, stewards and the host about anybody; everybody may ask about visitors. What the member
    or the one who asks may not see is treated as not existing.

    Attributes:
        member: Whom it is about; None for a visitor.
        action: A permission such as `posts.edit`, or the name of a message such as `posts.edit_post`; a name that is
            both means the message. With `about`, the name of a trust level or of a kind of notification.
        object: The id of the object; left out, the answer is about such objects at large.
        record: The class name of that object; left out, the class that the message's ids are named after.
        about: `permission`, `trust` or `notification`.

    Raises:
        NotFound: There is no such member, or no such object for who asks about somebody else.
        Denied: It is somebody else, and the actor is no steward.
        Invalid: There is no such action, level, kind or record here.
    """

    permission = "explaining.explain"
    personal = ()

    member: MemberId | None
    action: _Name
    object: UUID | None = None
    record: _Name | None = field(default=None, kw_only=True)
    about: ExplainSubject = field(default="permission", kw_only=True)
