"""Commands and queries of tag rules."""

from attrs import field, frozen

from commkit.posts.messages import TagName
from commkit.posts.tag_rules.records import TagRule
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.storage.pages import Page


@frozen
class AddTagSynonym(TextCommand[TagRule]):
    """Make a name a synonym of a tag: threads that are tagged with it get the tag.

    Attributes:
        synonym: The name; no thread may have it as a tag.
        tag: The tag.

    Raises:
        Conflict: The name is a synonym already or reserved, or threads have it: merge it instead.
        Invalid: The two are the same, or one is malformed.
    """

    permission = "posts.manage_tags"
    shown = ("synonym",)
    personal = ()

    synonym: TagName
    tag: TagName


@frozen
class MergeTags(Command[TagRule]):
    """Merge a tag into another one: its threads get the other one, and it becomes a synonym.

    If many threads have the tag, the worker retags them in batches.

    Attributes:
        tag: The tag that becomes a synonym.
        into: The tag that it stands for then.

    Raises:
        Conflict: The first is a synonym already, or reserved.
        NotFound: There is no such tag.
    """

    permission = "posts.manage_tags"
    personal = ()

    tag: TagName
    into: TagName


@frozen
class RenameTag(TextCommand[TagRule]):
    """Rename a tag; the old name becomes a synonym, so that links to it remain valid.

    Raises:
        Conflict: There is a tag of that name: merge the two instead.
        NotFound: There is no such tag.
    """

    permission = "posts.manage_tags"
    shown = ("name",)
    personal = ()

    tag: TagName
    name: TagName


@frozen
class RemoveTagSynonym(Command[None]):
    """Make a synonym an ordinary tag again; threads that have the other tag keep it.

    Raises:
        NotFound: It is not a synonym.
    """

    permission = "posts.manage_tags"
    personal = ()

    synonym: TagName


@frozen
class ReserveTag(TextCommand[TagRule]):
    """Reserve a tag: only members with `posts.use_reserved_tags` may set or remove it, by default stewards.

    Raises:
        Conflict: It is reserved already, or a synonym.
    """

    permission = "posts.manage_tags"
    shown = ("tag",)
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
    """List the tags that are synonyms or reserved, sorted by name."""

    permission = "posts.read"
    personal = ()

    after: str | None = field(default=None)
    limit: int = 20
