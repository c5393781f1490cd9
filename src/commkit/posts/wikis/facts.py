"""Facts about wikis."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class WikiEnabled(Fact):
    """A post became a wiki."""

    name = "posts.wiki_enabled"
    visible_to = "posts.read"
    post: PostId
    trust: int


@frozen
class WikiDisabled(Fact):
    """A post is not a wiki any more."""

    name = "posts.wiki_disabled"
    visible_to = "posts.read"
    post: PostId
