"""The index follows the facts about posts, and the erasure of persons."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from commkit.fields import field_texts
from commkit.posts import (
    Post,
    PostCreated,
    PostEdited,
    PostMoved,
    PostRemoved,
    PostRestored,
    PostsHidden,
    PostsImported,
    PostsShown,
    RevisionsImported,
    ThreadsMerged,
    ThreadSplit,
    ThreadsRetagged,
)
from commkit.privacy import PersonErased
from commkit.runtime.sessions.context import Context
from commkit.search.feature import search
from commkit.search.indexing import statements as indexing_sql
from commkit.search.indexing.handlers import (
    index_new_objects,
    index_object,
    remove_author_from_index,
    remove_from_index,
)
from commkit.search.indexing.policy import searched_text


@search.reacts_to(PersonErased)
def remove_erased_from_index(context: Context, fact: PersonErased) -> None:
    """Remove all objects of an erased person, and their words, from the index."""
    remove_author_from_index(context, fact.member)


@search.reacts_to(PostCreated)
def index_post(context: Context, fact: PostCreated) -> None:
    """Index a new post."""
    _index(context, fact.post, new=True)


@search.reacts_to(PostsImported)
def index_imported_posts(context: Context, fact: PostsImported) -> None:
    """Index imported posts."""
    index_new_objects(context, _entries(context, context.rows(indexing_sql.POSTS, posts=fact.posts)))


@search.reacts_to(PostEdited)
def reindex_post(context: Context, fact: PostEdited) -> None:
    """Update the entry of an edited post."""
    _index(context, fact.post)


@search.reacts_to(PostRemoved)
def unindex_removed_post(context: Context, fact: PostRemoved) -> None:
    """Remove the entry of a removed post; what is written below it is hidden with it."""
    remove_from_index(context, record="Post", object=fact.post)


@search.reacts_to(PostRestored)
def reindex_restored_post(context: Context, fact: PostRestored) -> None:
    """Index a restored post again."""
    _index(context, fact.post)


@search.reacts_to(PostsHidden)
def unindex_hidden_posts(context: Context, fact: PostsHidden) -> None:
    """Remove the entries of posts that are hidden by a change of the community's type, or expire."""
    for id in fact.posts:
        remove_from_index(context, record="Post", object=id)


@search.reacts_to(PostsShown)
def reindex_shown_posts(context: Context, fact: PostsShown) -> None:
    """Index posts again that were hidden; none of them is in the index."""
    index_new_objects(context, _entries(context, context.rows(indexing_sql.POSTS, posts=fact.posts)))


@search.reacts_to(ThreadsRetagged)
def reindex_retagged_threads(context: Context, fact: ThreadsRetagged) -> None:
    """Update the entries of threads whose tags changed."""
    _reindex(context, context.rows(indexing_sql.POSTS, posts=fact.threads))


@search.reacts_to(RevisionsImported)
def reindex_imported_revisions(context: Context, fact: RevisionsImported) -> None:
    """Update the entries of posts whose text was replaced by their last revision."""
    _reindex(context, context.rows(indexing_sql.POSTS, posts=fact.posts))


@search.reacts_to(PostMoved)
def reindex_moved_posts(context: Context, fact: PostMoved) -> None:
    """Update the entries of posts that are of another kind where they were moved to."""
    _reindex(context, context.rows(indexing_sql.STALE_POSTS, thread=fact.into))


@search.reacts_to(ThreadsMerged)
def reindex_merged_thread(context: Context, fact: ThreadsMerged) -> None:
    """Update the entry of what was an opening post, and of replies that are of another kind below it."""
    _reindex(context, context.rows(indexing_sql.STALE_POSTS, thread=fact.into))


@search.reacts_to(ThreadSplit)
def reindex_split_thread(context: Context, fact: ThreadSplit) -> None:
    """Update the entries of a new thread, which has a title and tags now."""
    _reindex(context, context.rows(indexing_sql.STALE_POSTS, thread=fact.post))


def _reindex(context: Context, posts: Iterable[Post]) -> None:
    """Update the entries of posts, which were not loaded as the actor: some may be hidden from who changed them all."""
    for entry in _entries(context, posts):
        index_object(context, **entry)


def _index(context: Context, id: UUID, *, new: bool = False) -> None:
    post = context.get(Post, id)
    if post.removed_at is None:
        for entry in _entries(context, [post]):
            index_object(context, **entry, new=new)


def _entries(context: Context, posts: Iterable[Post]) -> Iterator[dict[str, Any]]:
    found = list(posts)
    texts = field_texts(context, [post.id for post in found], searchable=True)
    for post in found:
        yield _entry(post, texts.get(post.id, ""))


def _entry(post: Post, texts: str) -> dict[str, Any]:
    """The entry of a post; what stands in its searchable fields is found like its body."""
    body = searched_text(post.body, post.markup)
    return {
        "record": "Post",
        "object": post.id,
        "title": post.title,
        "body": f"{body}\n\n{texts}" if texts else body,
        "tags": post.tags,
        "author": post.author,
        "at": post.created_at,
        "kind": post.kind,
        "permission": "posts.read",
    }
