"""Facts about wikis."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class WikiEnabled(Fact):
    """Others may edit a post."""

    name = "posts.wiki_enabled"
    post: PostId
    trust: int


@frozen
class WikiDisabled(Fact):
    """Only its author edits a post again."""

    name = "posts.wiki_disabled"
    post: PostId
