"""The wikis of tags as another system has them."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit.importers.records import ExternalId, Markup, Name, TagName
from commkit.importers.revisions.records import EditReason
from commkit.posts import TagWikiPart
from commkit.runtime.values.texts import Text

WikiText = Annotated[str, Text(max=16 * 1024 * 1024, min=0)]


@frozen(kw_only=True)
class ExternalTagWiki:
    """The present text of a part of a tag's wiki.

    Attributes:
        external_id: The id at the source.
        tag: The tag.
        part: The part.
        text: The text.
        markup: The markup of the text.
        member: The id of who wrote it.
        member_name: Their name, for one without a membership here.
        at: When it was last edited.
    """

    external_id: ExternalId
    tag: TagName
    part: TagWikiPart
    text: WikiText
    markup: Markup
    member: ExternalId | None = None
    member_name: Name | None = None
    at: datetime


@frozen(kw_only=True)
class ExternalTagWikiRevision:
    """A change of a part of a tag's wiki: what it said at first, or an edit.

    Attributes:
        external_id: The id at the source.
        wiki: The id of that part at the source, as `ExternalTagWiki` has it.
        tag: The tag.
        part: The part.
        edit: The id of the edit: changes of one edit make one version.
        text: The text from then on; None where it did not change.
        markup: The markup of the text.
        member: The id of who changed it.
        member_name: Their name, for one without a membership here.
        reason: Why.
        at: When.
    """

    external_id: ExternalId
    wiki: ExternalId
    tag: TagName
    part: TagWikiPart
    edit: ExternalId
    text: WikiText | None = None
    markup: Markup = "markdown"
    member: ExternalId | None = None
    member_name: Name | None = None
    reason: EditReason = ""
    at: datetime
