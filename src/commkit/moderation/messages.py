"""The command that the host application schedules."""

from typing import ClassVar

from attrs import frozen

from commkit.runtime.model.messages import Command


@frozen
class PurgeModeration(Command[int]):
    """Delete what checks and slow mode no longer need; for the host application's schedule, about once a day.

    Returns:
        How many rows were deleted.
    """

    permission = "moderation.purge"
    when_archived: ClassVar[bool] = True
