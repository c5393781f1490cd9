"""The command that completes an erasure."""

from typing import Annotated

from attrs import field, frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.values.texts import Text


@frozen
class CompleteErasure(Command[int]):
    """Erase what was held of an erased person in this community, and is held no more; of the worker.

    `ErasePerson` schedules it where something is held. It looks once a day, and at once after `complete_erasures`;
    while anything is still held, it schedules itself anew. Gives how many rows were deleted or blanked.

    Attributes:
        member: The person.
        key: The host's key of the person, where a held row has it; None else.
    """

    permission = "privacy.complete_erasure"
    withdraws = True
    host_only = True
    personal = ("key",)

    member: MemberId
    key: Annotated[str, Text(max=255)] | None = field(default=None, repr=False)
