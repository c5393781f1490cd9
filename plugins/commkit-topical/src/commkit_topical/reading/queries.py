"""How reading lists are read."""

from commkit import Context, Page
from commkit.members import Membership
from commkit.posts import PostId, ReadPosts
from commkit.storage import keyset, page_size
from commkit_topical.reading import statements as sql
from commkit_topical.reading.feature import reading_feature
from commkit_topical.reading.messages import ListReadingLists, ReadReadingList
from commkit_topical.reading.records import ReadingEntry, ReadingList

_BY_POSITION = keyset(int, of="topical.reading_items")


@reading_feature.handles(ListReadingLists)
def list_reading_lists(context: Context, query: ListReadingLists) -> tuple[ReadingList, ...]:
    """Load the member, and read their lists in one statement; the number of these is limited."""
    owner = context.get(Membership, query.owner)
    return tuple(context.rows(sql.OF_OWNER, owner=owner.id))


@reading_feature.handles(ReadReadingList)
def read_reading_list(context: Context, query: ReadReadingList) -> Page[ReadingEntry]:
    """Find what the page has, and read its posts by their own query; the read marks are the owner's alone."""
    found = context.get(ReadingList, query.reading)
    limit = page_size(query.limit)
    keyed = _BY_POSITION.within(found.id)
    (after,) = keyed.decode(query.after, default=(0,))
    page = keyed.page(
        context.rows(sql.PAGE, reading=found.id, after=after, size=limit + 1),
        limit,
        lambda item: (item.position,),
    )
    posts = {
        post.id: post for post in context.ask(ReadPosts(tuple(PostId(item.post) for item in page.items)))
    }
    own = found.owner == context.member_or_none
    entries = (
        ReadingEntry(posts[item.post], item.note, item.read_at if own else None, item.added_at)
        for item in page.items
        if item.post in posts
    )
    return Page(tuple(entries), page.next)
