"""The command that edits the wiki of a tag, and the queries that read it."""

from attrs import field, frozen

from commkit.posts.messages import Body, Reason, TagName
from commkit.posts.tag_wikis.records import TagWiki, TagWikiPart, TagWikiVersion
from commkit.runtime.model.messages import Query, TextCommand
from commkit.runtime.storage.pages import Page


@frozen(kw_only=True)
class EditTagWiki(TextCommand[TagWikiVersion]):
    """Write or edit a part of a tag's wiki, in Markdown; the text before the edit is kept as a version.

    Attributes:
        tag: The tag, or a synonym of it.
        part: The part.
        text: The text.
        version: The version that the editor saw; 0 where there was none.
        reason: Why.

    Raises:
        NotFound: There is no such tag.
        Conflict: Somebody edited it first.
    """

    permission = "posts.manage_tags"
    shown = ("text", "reason")
    personal = ("text", "reason")

    tag: TagName
    part: TagWikiPart
    text: Body
    version: int
    reason: Reason = ""


@frozen
class ReadTagWiki(Query[TagWiki]):
    """Read the wiki of a tag; of one without it, or that nobody ever used, both parts are empty.

    Attributes:
        tag: The tag, or a synonym of it.
    """

    permission = "posts.read"
    personal = ()

    tag: TagName


@frozen
class ListTagWikiVersions(Query[Page[TagWikiVersion]]):
    """List the versions of a part of a tag's wiki, the oldest first; the last one is the present text.

    Attributes:
        tag: The tag, or a synonym of it.
        part: The part.
    """

    permission = "posts.read"
    personal = ()

    tag: TagName
    part: TagWikiPart
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
