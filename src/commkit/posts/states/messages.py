"""Commands that change the state of a post."""

from attrs import frozen

from commkit.posts.messages import Word
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import Command


@frozen
class UpdatePostState(Command[Post]):
    """Move a post along the state machine of its kind.

    Raises:
        Conflict: Its kind has no way from where it is to that state.
    """

    permission = "posts.update_post_state"
    personal = ()

    post: PostId
    state: Word
