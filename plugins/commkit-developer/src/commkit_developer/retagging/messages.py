"""The command that changes the tags of a question."""

from typing import Annotated

from attrs import field, frozen

from commkit import Text, TextCommand
from commkit.posts import Post, PostId

TagName = Annotated[str, Text(max=50, multiline=False)]
Reason = Annotated[str, Text(max=2_000, min=0)]


@frozen
class RetagPost(TextCommand[Post]):
    """Change the tags of a question and nothing else of it; the tags before are stored as a revision, with who did it.

    Reserved tags are set and removed by those alone who may do that; of a synonym the question gets the tag that it
    stands for.

    Attributes:
        post: The question.
        version: The version that the actor saw.
        tags: All tags that it is to have.
        reason: Why.

    Raises:
        Denied: It is somebody else's, and the actor has not earned the privilege (`developer.retag_not_yours`); or a
            tag is reserved.
        Invalid: It is no question, it has these tags, or a tag is malformed.
        Conflict: It was removed, or edited since the actor read it.
    """

    permission = "developer.retag"
    granted_to = "member"
    shown = ("tags", "reason")
    personal = ("reason",)

    post: PostId
    version: int
    tags: tuple[TagName, ...] = field(kw_only=True)
    reason: Reason = field(default="", kw_only=True)
