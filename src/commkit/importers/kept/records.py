"""Links, badges, closings, bounties, other events and pages: as another system has them, and as they are kept here."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit.importers.records import ExternalId, Name
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.values.sizes import Items
from commkit.runtime.values.texts import Text

ImportedId = NewType("ImportedId", UUID)
"""The id of a kept record; its order is the order of time at the source."""

Kind = Annotated[str, Text(max=40, multiline=False)]
"""The importer's word for a kind of links or events."""
Level = Annotated[str, Text(max=40, min=0, multiline=False)]
Detail = Annotated[str, Text(max=10_000, min=0)]
_Address = Annotated[str, Text(max=2_000, min=0, multiline=False)]
_People = Annotated[tuple[ExternalId, ...], Items(max=1_000)]


@frozen(kw_only=True)
class ExternalLink:
    """A link from a post to a post.

    Attributes:
        external_id: The id at the source.
        kind: `duplicate`: the first asks what the second asks; `linked`: the first names the second; or another word.
        post: The id of the post that links.
        related: The id of the post that it links to.
        at: When it was made.
    """

    external_id: ExternalId
    kind: Kind
    post: ExternalId
    related: ExternalId
    at: datetime


@frozen(kw_only=True)
class ExternalBadge:
    """A badge that a member was given.

    Attributes:
        external_id: The id at the source.
        member: The id of the member at the source.
        name: Its name there.
        level: Its class there, such as `gold`; empty where the source has none.
        of_tag: Whether it was given for posts under a tag, whose name it has.
        at: When it was given.
    """

    external_id: ExternalId
    member: ExternalId
    name: Name
    level: Level = ""
    of_tag: bool = False
    at: datetime


@frozen(kw_only=True)
class ExternalClosing:
    """A closing of a post, or the end of one.

    Attributes:
        external_id: The id at the source.
        post: The id of the post at the source.
        reason: Why it was closed; empty where the source does not say.
        member: The id of who closed it.
        member_name: Their name, for one without a membership here.
        voters: The ids of all whose votes closed it.
        originals: The ids of the posts that it is a duplicate of.
        at: When.
        reopened: Whether the closing ended then.
    """

    external_id: ExternalId
    post: ExternalId
    reason: Detail = ""
    member: ExternalId | None = None
    member_name: Name | None = None
    voters: _People = ()
    originals: _People = ()
    at: datetime
    reopened: bool = False


@frozen(kw_only=True)
class ExternalBounty:
    """The offer of a bounty, or its end.

    Attributes:
        external_id: The id at the source.
        post: The id of the post that it was offered for; of one that ended, the post that got it.
        amount: The reputation that was offered; of one that ended, what the post got, 0 for nothing.
        member: The id of who offered it; None where the source does not say.
        at: When.
        ended: Whether the bounty ended then.
    """

    external_id: ExternalId
    post: ExternalId
    amount: int
    member: ExternalId | None = None
    at: datetime
    ended: bool = False


@frozen(kw_only=True)
class ExternalPostEvent:
    """Something else that happened to a post: it was locked, moved from another site, proposed for deletion...

    Attributes:
        external_id: The id at the source.
        post: The id of the post at the source.
        kind: What happened, in the importer's word.
        detail: What the source says about it.
        member: The id of who did it; None where the source does not say.
        member_name: Their name, for one without a membership here.
        voters: The ids of all who voted for it.
        at: When.
    """

    external_id: ExternalId
    post: ExternalId
    kind: Kind
    detail: Detail = ""
    member: ExternalId | None = None
    member_name: Name | None = None
    voters: _People = ()
    at: datetime


@frozen(kw_only=True)
class ExternalPage:
    """A page of a host, on which a thread of comments stood.

    Attributes:
        external_id: The id at the source.
        post: The id of the opening post of its thread.
        url: The address of the page; empty where the source does not say.
        identifier: What the host called the page there; empty where it did not.
        at: When the thread began.
    """

    external_id: ExternalId
    post: ExternalId
    url: _Address = ""
    identifier: _Address = ""
    at: datetime


@frozen
class ImportedLink:
    """A link from a post to a post, from elsewhere.

    Attributes:
        id: Its id.
        kind: `duplicate`, `linked`, or the importer's word.
        post: The post that links.
        related: The post that it links to.
        at: When it was made.
        taken_by: The feature that made it its own; None where it is only kept.
    """

    id: ImportedId
    kind: str
    post: PostId
    related: PostId
    at: datetime
    taken_by: str | None = None


@frozen
class ImportedBadge:
    """A badge that a member was given elsewhere.

    Attributes:
        id: Its id.
        member: Who has it.
        name: Its name there.
        level: Its class there, such as `gold`; empty where there is none.
        of_tag: Whether it was given for posts under a tag, whose name it has.
        at: When it was given.
        taken_by: The feature that made it its own; None where it is only kept.
    """

    id: ImportedId
    member: MemberId
    name: str
    level: str
    of_tag: bool
    at: datetime
    taken_by: str | None = None


@frozen
class ImportedClosing:
    """A closing of a post elsewhere, or the end of one.

    Attributes:
        id: Its id.
        post: The post.
        reason: Why it was closed; empty where the source does not say.
        member: Who closed it; None where they have no membership.
        member_name: Their name; empty where it is not known.
        at: When.
        reopened: Whether the closing ended then.
        voters: All whose votes closed it, as far as they are members.
        originals: The posts that it is a duplicate of, as far as they are here and may be seen.
        taken_by: The feature that made it its own; None where it is only kept.
    """

    id: ImportedId
    post: PostId
    reason: str
    member: MemberId | None
    member_name: str
    at: datetime
    reopened: bool
    taken_by: str | None = None
    voters: tuple[MemberId, ...] = ()
    originals: tuple[PostId, ...] = ()


@frozen
class ImportedBounty:
    """The offer of a bounty elsewhere, or its end.

    Attributes:
        id: Its id.
        post: The post that it was offered for; of one that ended, the post that got it.
        amount: The reputation that was offered; of one that ended, what the post got, 0 for nothing.
        member: Who offered it; None where that is not known.
        at: When.
        ended: Whether the bounty ended then.
        taken_by: The feature that made it its own; None where it is only kept.
    """

    id: ImportedId
    post: PostId
    amount: int
    member: MemberId | None
    at: datetime
    ended: bool
    taken_by: str | None = None


@frozen
class ImportedPostEvent:
    """Something else that happened to a post elsewhere.

    Attributes:
        id: Its id.
        post: The post.
        kind: What happened, in the importer's word.
        detail: What the source says about it.
        member: Who did it; None where they have no membership, or where that is not known.
        member_name: Their name; empty where it is not known.
        at: When.
        voters: All who voted for it, as far as they are members.
        taken_by: The feature that made it its own; None where it is only kept.
    """

    id: ImportedId
    post: PostId
    kind: str
    detail: str
    member: MemberId | None
    member_name: str
    at: datetime
    taken_by: str | None = None
    voters: tuple[MemberId, ...] = ()


@frozen
class ImportedPage:
    """A page of a host, on which a thread of comments stood elsewhere.

    Attributes:
        id: Its id.
        post: The opening post of its thread.
        url: The address of the page; empty where the source does not say.
        identifier: What the host called the page there; empty where it did not.
        at: When the thread began.
        taken_by: The feature that made it its own; None where it is only kept.
    """

    id: ImportedId
    post: PostId
    url: str
    identifier: str
    at: datetime
    taken_by: str | None = None


@frozen
class HandOver:
    """What became of a batch of kept records that were offered to the feature that takes them now.

    Attributes:
        offered: How many were offered.
        taken: How many it took.
        last: The last one that was offered, after which the next batch begins; None where there was none left.
    """

    offered: int
    taken: int
    last: ImportedId | None
