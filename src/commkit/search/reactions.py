"""The index follows the facts about posts, and the erasure of persons."""

from typing import Any
from uuid import UUID

from commkit.posts import (
    Post,
    PostCreated,
    PostEdited,
    PostMoved,
    PostRemoved,
    PostRestored,
    PostsImported,
    ThreadsMerged,
    ThreadSplit,
    ThreadsRetagged,
)
from commkit.privacy import PersonErased
from commkit.runtime.sessions.context import Context
from commkit.search.feature import search
from commkit.search.indexing import statements as indexing_sql
from commkit.search.indexing.handlers import (
    hide_container,
    index_new_objects,
    index_object,
    remove_author_from_index,
    remove_from_index,
    show_container,
)


@search.reacts_to(PersonErased)
def remove_erased_from_index(context: Context, fact: PersonErased) -> None:
    """What an erased person made is found no more, and the index holds none of their words."""
    remove_author_from_index(context, fact.member)


@search.reacts_to(PostCreated)
def index_post(context: Context, fact: PostCreated) -> None:
    """A new post is found."""
    _index(context, fact.post, new=True)


@search.reacts_to(PostsImported)
def index_imported_posts(context: Context, fact: PostsImported) -> None:
    """So are those that came in from elsewhere."""
    index_new_objects(context, (_entry(post) for post in context.rows(indexing_sql.POSTS, posts=fact.posts)))


@search.reacts_to(PostEdited)
def reindex_post(context: Context, fact: PostEdited) -> None:
    """It is found by what it says now."""
    _index(context, fact.post)


@search.reacts_to(PostRemoved)
def unindex_removed_post(context: Context, fact: PostRemoved) -> None:
    """What was taken down is found no more; with the post that opened it, the whole thread."""
    remove_from_index(context, record="Post", object=fact.post)
    if fact.post == fact.thread:
        hide_container(context, fact.thread)


@search.reacts_to(PostRestored)
def reindex_restored_post(context: Context, fact: PostRestored) -> None:
    """It is found again."""
    if fact.post == fact.thread:
        show_container(context, fact.thread)
    _index(context, fact.post)


@search.reacts_to(PostMoved, ThreadsMerged, ThreadSplit)
def update_container(context: Context, fact: PostMoved | ThreadsMerged | ThreadSplit) -> None:
    """Posts that were moved share the fate of the thread they are in now."""
    context.run(indexing_sql.MOVE_CONTAINER, old=fact.thread)


@search.reacts_to(ThreadsRetagged)
def reindex_retagged_threads(context: Context, fact: ThreadsRetagged) -> None:
    """Threads are found by the tags they bear now."""
    for id in fact.threads:
        _index(context, id)


def _index(context: Context, id: UUID, *, new: bool = False) -> None:
    post = context.get(Post, id)
    if post.removed_at is None:
        index_object(context, **_entry(post), new=new)


def _entry(post: Post) -> dict[str, Any]:
    return {
        "record": "Post",
        "object": post.id,
        "title": post.title,
        "body": post.body,
        "tags": post.tags,
        "author": post.author,
        "at": post.created_at,
        "kind": post.kind,
        "container": post.thread,
        "permission": "posts.read",
    }
