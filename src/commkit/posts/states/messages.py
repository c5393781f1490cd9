"""Commands that change the state of a post."""

from attrs import frozen

from commkit.posts.messages import Word
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import Command


@frozen
class UpdatePostState(Command[Post]):
    """Move a post to another state of its kind's state machine.

    Raises:
        Conflict: Its kind has no transition from its state to that one.
    """

    permission = "posts.update_post_state"
    personal = ()

    post: PostId
    state: Word
