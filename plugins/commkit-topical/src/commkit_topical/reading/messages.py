"""The commands and queries of reading lists."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, Text, TextCommand
from commkit.posts import PostId
from commkit_topical.reading.records import ReadingEntry, ReadingList, ReadingListId

ListTitle = Annotated[str, Text(max=100, multiline=False)]
Note = Annotated[str, Text(max=1_000, min=0)]


@frozen
class CreateReadingList(TextCommand[ReadingList]):
    """Make a reading list of one's own. Nobody else sees it, unless it is made for members.

    Attributes:
        title: Its title.
        for_members: Whether all members see it.

    Raises:
        Conflict: The actor has as many lists as the settings allow.
    """

    permission = "topical.keep_reading_lists"
    granted_to = "member"
    discreet = True
    creates = True
    shown = ("title",)
    personal = ("title",)

    title: ListTitle
    for_members: bool = field(default=False, kw_only=True)


@frozen
class UpdateReadingList(TextCommand[ReadingList]):
    """Rename a reading list of one's own, show it to all members, or to nobody else any more.

    Attributes:
        reading: The list.
        title: Its title; what is left out stays as it is.
        for_members: Whether all members see it.

    Raises:
        NotFound: There is no such list for this actor.
        Denied: It is not the actor's own.
    """

    permission = "topical.change_reading_list"
    discreet = True
    shown = ("title",)
    personal = ("title",)

    reading: ReadingListId
    title: ListTitle | None = field(default=None, kw_only=True)
    for_members: bool | None = field(default=None, kw_only=True)


@frozen
class DeleteReadingList(Command[None]):
    """Delete a reading list with its notes: one's own, or as a moderator one that is shown to all members.

    Raises:
        NotFound: There is no such list for this actor.
    """

    permission = "topical.delete_reading_list"
    discreet = True
    withdraws = True

    reading: ReadingListId


@frozen
class AddToReadingList(TextCommand[ReadingEntry]):
    """Add a post at the end of a reading list of one's own.

    Attributes:
        reading: The list.
        post: The post.
        note: What to say about it.

    Raises:
        NotFound: There is no such list or post for this actor.
        Denied: The list is not the actor's own.
        Conflict: The post is in it already, or it has as many posts as the settings allow.
    """

    permission = "topical.keep_reading_lists"
    discreet = True
    shown = ("note",)
    personal = ("note",)

    reading: ReadingListId
    post: PostId
    note: Note = field(default="", kw_only=True)


@frozen
class UpdateReadingItem(TextCommand[ReadingEntry]):
    """Change what one's own reading list says of a post, mark it as read or unread, or move it.

    Attributes:
        reading: The list.
        post: The post.
        note: What to say about it; what is left out stays as it is.
        read: Whether the actor has read it; others never see that.
        place: Which one it becomes of those that the actor sees in the list, from 1; behind the last one for more.

    Raises:
        NotFound: There is no such list or post for this actor, or the post is not in the list.
        Denied: The list is not the actor's own.
        Invalid: The place is below 1.
    """

    permission = "topical.change_reading_list"
    discreet = True
    shown = ("note",)
    personal = ("note",)

    reading: ReadingListId
    post: PostId
    note: Note | None = field(default=None, kw_only=True)
    read: bool | None = field(default=None, kw_only=True)
    place: int | None = field(default=None, kw_only=True)


@frozen
class RemoveFromReadingList(Command[bool]):
    """Take a post out of a reading list of one's own.

    Attributes:
        reading: The list.
        post: The post.

    Returns:
        Whether it was in it.

    Raises:
        NotFound: There is no such list or post for this actor.
        Denied: The list is not the actor's own.
    """

    permission = "topical.change_reading_list"
    discreet = True

    reading: ReadingListId
    post: PostId


@frozen
class ListReadingLists(Query[tuple[ReadingList, ...]]):
    """List the reading lists of a member that the actor sees, the newest first: of oneself all of them.

    Attributes:
        owner: The member.

    Raises:
        NotFound: There is no such member for this actor.
    """

    permission = "topical.read_reading_lists"
    granted_to = "member"

    owner: MemberId


@frozen
class ReadReadingList(Query[Page[ReadingEntry]]):
    """Read the posts of a reading list in their order, of those that the actor may see.

    Attributes:
        reading: The list.
        after: The `next` of the page before.
        limit: Posts on a page, 1 to 100.

    Raises:
        NotFound: There is no such list for this actor.
    """

    permission = "topical.read_reading_lists"
    granted_to = "member"
    personal = ()

    reading: ReadingListId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
