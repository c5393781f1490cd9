"""Commands and queries of tag rules."""

from attrs import field, frozen

from commkit.posts.messages import TagName
from commkit.posts.tag_rules.records import TagRule
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page


@frozen
class AddTagSynonym(Command[TagRule]):
    """Let a tag be set wherever another word for it is written.

    Attributes:
        synonym: The other word; no thread may bear it.
        tag: The tag.

    Raises:
        Conflict: The word is a synonym already or reserved, or threads bear it: merge it then.
        Invalid: The two are the same, or one is malformed.
    """

    permission = "posts.manage_tags"
    personal = ()

    synonym: TagName
    tag: TagName


@frozen
class MergeTags(Command[TagRule]):
    """Make one tag of two: threads that bear the first will bear the second, and it becomes a synonym.

    Many threads are changed by the worker, some hundred at a time.

    Attributes:
        tag: The tag that goes.
        into: The tag that stays.

    Raises:
        Conflict: The first is a synonym already, or reserved.
        NotFound: There is no such tag.
    """

    permission = "posts.manage_tags"
    personal = ()

    tag: TagName
    into: TagName


@frozen
class RenameTag(Command[TagRule]):
    """Give a tag another name; the old one becomes a synonym, so that links to it go on.

    Raises:
        Conflict: There is a tag of that name: merge the two then.
        NotFound: There is no such tag.
    """

    permission = "posts.manage_tags"
    personal = ()

    tag: TagName
    name: TagName


@frozen
class RemoveTagSynonym(Command[None]):
    """Let a word be a tag of its own again; threads that bear the other tag keep it.

    Raises:
        NotFound: It is no synonym.
    """

    permission = "posts.manage_tags"
    personal = ()

    synonym: TagName


@frozen
class ReserveTag(Command[TagRule]):
    """Let only those set and take a tag who may set reserved ones: stewards, if the type says nothing else.

    Raises:
        Conflict: It is reserved already, or a synonym.
    """

    permission = "posts.manage_tags"
    personal = ()

    tag: TagName


@frozen
class UnreserveTag(Command[None]):
    """Let everybody set a reserved tag again.

    Raises:
        NotFound: It is not reserved.
    """

    permission = "posts.manage_tags"
    personal = ()

    tag: TagName


@frozen(kw_only=True)
class ListTagRules(Query[Page[TagRule]]):
    """The tags that are synonyms or reserved, by name."""

    permission = "posts.read"
    personal = ()

    after: str | None = field(default=None)
    limit: int = 20
