"""How members keep reading lists."""

from attrs import evolve

from commkit import Conflict, Context, Invalid, NotFound
from commkit.members import lock_member
from commkit.posts import Post
from commkit_topical.reading import statements as sql
from commkit_topical.reading.feature import CHANGE, DELETE, ReadingSettings, reading_feature
from commkit_topical.reading.messages import (
    AddToReadingList,
    CreateReadingList,
    DeleteReadingList,
    RemoveFromReadingList,
    UpdateReadingItem,
    UpdateReadingList,
)
from commkit_topical.reading.records import ReadingEntry, ReadingItem, ReadingList, ReadingListId
from commkit_topical.tables import reading_list


@reading_feature.loads(ReadingList, owner=lambda reading: reading.owner, table=reading_list)
def fetch_reading_list(context: Context, id: ReadingListId) -> ReadingList | None:
    """Load a list that the actor may see."""
    return context.one(sql.ONE, id=id)


@reading_feature.handles(CreateReadingList)
def create_reading_list(context: Context, command: CreateReadingList) -> ReadingList:
    """Add it, with the membership locked while its lists are counted."""
    lock_member(context, context.member)
    most = context.settings(ReadingSettings).max_lists
    if context.rows(sql.COUNT, owner=context.member)[0][0] >= most:
        raise Conflict("topical.too_many_reading_lists", f"you have {most} lists; delete one first")
    made = ReadingList(
        id=ReadingListId(context.new_id()),
        owner=context.member,
        title=command.title,
        for_members=command.for_members,
        created_at=context.now,
    )
    context.run(sql.ADD, made)
    return made


@reading_feature.handles(UpdateReadingList)
def update_reading_list(context: Context, command: UpdateReadingList) -> ReadingList:
    """Change what is named."""
    found = context.get(ReadingList, command.reading, need=CHANGE)
    changed = evolve(
        found,
        title=found.title if command.title is None else command.title,
        for_members=found.for_members if command.for_members is None else command.for_members,
    )
    context.run(sql.UPDATE, id=found.id, new_title=changed.title, shows=changed.for_members)
    return changed


@reading_feature.handles(DeleteReadingList)
def delete_reading_list(context: Context, command: DeleteReadingList) -> None:
    """Delete what is in it, and itself."""
    found = context.get(ReadingList, command.reading, need=DELETE)
    context.run(sql.DELETE_ITEMS, reading=found.id)
    context.run(sql.DELETE, id=found.id)


@reading_feature.handles(AddToReadingList)
def add_to_reading_list(context: Context, command: AddToReadingList) -> ReadingEntry:
    """Add it behind the last one, with the list locked while its posts are counted."""
    found = context.get(ReadingList, command.reading, need=CHANGE)
    post = context.get(Post, command.post)
    context.one(sql.LOCK, id=found.id)
    count, last = context.rows(sql.LAST, reading=found.id)[0]
    added = ReadingItem(
        reading=found.id,
        post=post.id,
        owner=found.owner,
        position=last + 1,
        note=command.note,
        read_at=None,
        added_at=context.now,
    )
    if not context.run(sql.ADD_ITEM, added):
        raise Conflict(
            "topical.in_reading_list", "this post is in the list already; change what it says of it"
        )
    if count >= (most := context.settings(ReadingSettings).max_items):
        raise Conflict("topical.reading_list_full", f"this list has {most} posts; take one out first")
    return _entry(post, added)


@reading_feature.handles(UpdateReadingItem)
def update_reading_item(context: Context, command: UpdateReadingItem) -> ReadingEntry:
    """Change what is named, with the list locked while others make room."""
    found = context.get(ReadingList, command.reading, need=CHANGE)
    post = context.get(Post, command.post)
    if command.place is not None and command.place < 1:
        raise Invalid.field("place", "out_of_range", "count from 1")
    context.one(sql.LOCK, id=found.id)
    known = context.one(sql.ITEM, reading=found.id, post=post.id)
    if known is None:
        raise NotFound("topical.not_in_reading_list", "this post is not in the list; add it first")
    changed = evolve(
        known,
        note=known.note if command.note is None else command.note,
        read_at=known.read_at if command.read is None else (known.read_at or context.now),
        position=known.position if command.place is None else _make_room(context, known, command.place),
    )
    if command.read is False:
        changed = evolve(changed, read_at=None)
    context.run(
        sql.UPDATE_ITEM,
        reading=found.id,
        post=post.id,
        new_note=changed.note,
        new_read_at=changed.read_at,
        new_position=changed.position,
    )
    return _entry(post, changed)


@reading_feature.handles(RemoveFromReadingList)
def remove_from_reading_list(context: Context, command: RemoveFromReadingList) -> bool:
    """Delete the row."""
    found = context.get(ReadingList, command.reading, need=CHANGE)
    post = context.get(Post, command.post)
    return context.run(sql.REMOVE_ITEM, reading=found.id, post=post.id) > 0


def _make_room(context: Context, moved: ReadingItem, place: int) -> int:
    """The position at a place among the posts that the owner sees; what stands there and behind it moves on."""
    row = context.one(sql.SEEN_OTHERS, reading=moved.reading, post=moved.post, before=place - 1)
    if row is None:
        last: int = context.rows(sql.LAST, reading=moved.reading)[0][1]
        return last + 1
    position: int = row[0]
    context.run(sql.SHIFT, reading=moved.reading, since=position)
    return position


def _entry(post: Post, item: ReadingItem) -> ReadingEntry:
    return ReadingEntry(post, item.note, item.read_at, item.added_at)
