"""Facts about the wikis of tags."""

from attrs import frozen

from commkit.posts.tag_wikis.records import TagWikiPart
from commkit.runtime.model.messages import Fact


@frozen
class TagWikiEdited(Fact):
    """A part of the wiki of a tag was written, or edited."""

    name = "posts.tag_wiki_edited"
    visible_to = "posts.read"
    tag: str
    part: TagWikiPart
    version: int
