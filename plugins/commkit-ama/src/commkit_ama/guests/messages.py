"""The command of guests."""

from attrs import frozen

from commkit import Command, MemberId
from commkit.posts import PostId
from commkit_ama.hours.records import QuestionHour


@frozen
class SetGuests(Command[QuestionHour]):
    """Say who answers the questions of an hour; they are told of it. Who is named no more keeps what they answered.

    Attributes:
        thread: The post that opened the hour.
        guests: All of its guests, members who see the thread; at most 20.

    Raises:
        NotFound: One of them is no member here.
        Denied: One of them blocks the actor.
        Invalid: It is no question hour, or these are too many.
        Conflict: The hour ended, or a guest left the community, or does not see the thread.
    """

    permission = "ama.manage"

    thread: PostId
    guests: tuple[MemberId, ...]
