"""Facts about first posts."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class FirstPostCreated(Fact):
    """A newcomer wrote their first post here."""

    name = "posts.first_post_created"
    visible_to = "posts.read_first_posts"
    post: PostId
    thread: PostId
    author: MemberId
