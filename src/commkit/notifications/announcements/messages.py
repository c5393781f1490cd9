"""How all members are told of something, or those who hold a permission."""

from typing import Annotated
from uuid import UUID

from attrs import frozen

from commkit.notifications.messages import ClassName, Kind
from commkit.runtime.model.ids import FactId, MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.values.validation import Text

Permission = Annotated[str, Text(max=100, min=0, lines=False)]


@frozen(kw_only=True)
class NotifyAllMembers(Command[MemberId | None]):
    """Tell the next 1,000 members of something, or the next who hold a permission; only the host itself may send it.

    For what concerns everybody; sent again with the same cause, it tells nobody twice. It gives whom to go on behind,
    and None once all are told.

    Attributes:
        kind: A kind of notification that a feature of this community declares.
        record: The class name of the object it is about; the object must have a door.
        object: The id of that object, which the host must see.
        cause: The fact it is told for.
        by: Who did it, who is not told; None for the host.
        with_permission: Only members who hold this permission, by their role or their trust; empty for all who are inside.
        supersedes: Whether it takes the place of what they were told of the object before, where they have not read it.
        after: Go on behind this member; None begins.

    Raises:
        Invalid: No feature here declares the kind, or the record has no door.
        NotFound: There is no such object for the host.
    """

    permission = "notifications.notify"
    personal = ()
    when_archived = True

    kind: Kind
    record: ClassName
    object: UUID
    cause: FactId
    by: MemberId | None = None
    with_permission: Permission = ""
    supersedes: bool = False
    after: MemberId | None = None
