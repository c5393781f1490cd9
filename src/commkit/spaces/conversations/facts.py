"""The facts of conversations. Who comes in and who leaves is told by `GroupJoined` and `GroupLeft` of the audience."""

from attrs import frozen

from commkit.runtime.model.messages import Fact
from commkit.spaces.records import SpaceId


@frozen
class ConversationStarted(Fact):
    """A conversation was started."""

    name = "spaces.conversation_started"
    visible_to = "spaces.converse"
    space: SpaceId
