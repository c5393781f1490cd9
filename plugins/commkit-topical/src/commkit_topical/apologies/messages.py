"""The command of apologies."""

from typing import Annotated

from attrs import frozen

from commkit import Text, TextCommand
from commkit.posts import Post, PostId


@frozen
class WriteApology(TextCommand[Post]):
    """Apologise in a thread that cools, without waiting for its pause: one reply, to who is asked to pause as well.

    Whoever is asked to pause may do so once while the thread cools. The reply is marked as an apology, and counts in no
    heat. Besides it is a reply like any other: the pause begins anew with it, and what `CreateReply` refuses this
    refuses, too, such as a post within the slow mode of the whole community.

    Attributes:
        post: A post by the other one, from the time in which the thread heated up, or later.
        body: The text.

    Raises:
        NotFound: There is no such post for this actor.
        Conflict: The actor is not asked to pause in this thread, the post is not one of those, or the actor has
            apologised already; its thread is locked.
    """

    permission = "topical.write_apology"
    granted_to = "member"
    creates = True
    shown = ("body",)
    personal = ("body",)

    post: PostId
    body: Annotated[str, Text(max=40_000)]
