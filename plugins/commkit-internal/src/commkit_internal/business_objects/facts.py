"""What happens between posts and business objects; only the host is told: that an object is there is not for all."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_internal.business_objects.records import BusinessObjectId, ObjectChange, ObjectLinkId


@frozen
class ObjectLinkAsked(Fact):
    """Somebody wants to link an object; the worker asks the business system next whether they may see it."""

    name = "internal.object_link_asked"
    visible_to = "internal.record_objects"
    link: ObjectLinkId


@frozen
class ObjectLinked(Fact):
    """A post is about an object; the worker tells the business system next.

    Attributes:
        link: The link.
        object: The object.
        post: The post.
    """

    name = "internal.object_linked"
    visible_to = "internal.record_objects"
    link: ObjectLinkId
    object: BusinessObjectId
    post: PostId


@frozen
class ObjectUnlinked(Fact):
    """A post is not about an object any more; the worker tells the business system next.

    Attributes:
        link: The link.
        object: The object.
        post: The post.
    """

    name = "internal.object_unlinked"
    visible_to = "internal.record_objects"
    link: ObjectLinkId
    object: BusinessObjectId
    post: PostId


@frozen
class ObjectChanged(Fact):
    """The business system said that an object changed, or was deleted there.

    Attributes:
        object: The object.
        change: What happened to it.
        news: Whether followers of linked threads are told.
    """

    name = "internal.object_changed"
    visible_to = "internal.record_objects"
    object: BusinessObjectId
    change: ObjectChange
    news: bool
