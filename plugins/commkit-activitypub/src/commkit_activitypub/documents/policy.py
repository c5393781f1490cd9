"""Documents of ActivityStreams 2.0 (W3C Recommendation, 23 May 2017) as ActivityPub and its readers use them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from attrs import field, frozen

from commkit.posts import Attachment, MadeWith, Post, PostId
from commkit_activitypub.actors.records import SpaceActor
from commkit_activitypub.documents.contents.policy import plain_html
from commkit_activitypub.documents.links.policy import Links

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT = ("https://www.w3.org/ns/activitystreams", {"Hashtag": "as:Hashtag"})
_PROGRAMS = {
    MadeWith.ASSISTED: "a program that generates text, with a person",
    MadeWith.GENERATED: "a program that generates text",
}
_NOBODY = ("", "[erased]")
"""What stands for the name of who was erased."""
Json = dict[str, Any]


@frozen(kw_only=True)
class ShownPost:
    """A post as other servers get it.

    Attributes:
        post: The post.
        thread: The id of the post that opened its thread.
        parent: What it replies to, as far as that is published; None for the post that opened the thread.
        html: Its content, safe.
        url: Its page; empty where it has none.
        updated: When it was last changed; None where it never was.
        files: Its files.
    """

    post: Post
    thread: PostId
    parent: PostId | None
    html: str
    url: str
    updated: datetime | None = None
    files: tuple[Attachment, ...] = field(default=())


def whole(document: Json) -> Json:
    """A document with its context, as it is sent."""
    return {"@context": list(CONTEXT), **document}


def actor_document(actor: SpaceActor, links: Links, *, url: str) -> Json:
    """The actor that a space is: a group that publishes, and takes nothing.

    Args:
        actor: The space.
        links: Where documents are.
        url: The page of the space; empty where it has none.
    """
    id = links.actor(actor.space)
    summary = plain_html(actor.purpose)
    return {
        "id": id,
        "type": "Group",
        "preferredUsername": actor.account,
        **_told(actor.language, name=actor.title, summary=summary),
        "inbox": f"{id}/inbox",
        "outbox": links.outbox(actor.space),
        "followers": links.followers(actor.space),
        "published": moment(actor.created_at),
        **({"url": url} if url else {}),
        **({"icon": {"type": "Image", "url": actor.image}} if actor.image else {}),
    }


def object_document(shown: ShownPost, actor: SpaceActor, links: Links) -> Json:
    """A post: an article where it opens a thread under a title, else a note.

    Args:
        shown: The post.
        actor: The space that its thread stands in.
        links: Where documents are.
    """
    post = shown.post
    opens = shown.parent is None
    document: Json = {
        "id": links.post(post.id),
        "type": "Article" if opens and post.title else "Note",
        "attributedTo": _authors(post, actor, links),
        "to": [PUBLIC],
        "cc": [links.followers(actor.space)],
        "audience": links.actor(actor.space),
        "context": links.replies(shown.thread),
        "inReplyTo": None if shown.parent is None else links.post(shown.parent),
        **_told(actor.language, name=post.title, content=shown.html),
        "published": moment(post.created_at),
        "tag": [{"type": "Hashtag", "name": f"#{tag}", "href": links.tag(tag)} for tag in post.tags],
        "attachment": [_file(each, links) for each in shown.files],
    }
    if shown.updated is not None:
        document["updated"] = moment(shown.updated)
    if shown.url:
        document["url"] = shown.url
    if opens:
        document["replies"] = links.replies(post.id)
    if post.made_with in _PROGRAMS:
        document["generator"] = {"type": "Application", "name": _PROGRAMS[post.made_with]}
    return document


def activity_document(shown: ShownPost, actor: SpaceActor, links: Links) -> Json:
    """The activity by which a space published a post."""
    return {
        "id": links.activity(shown.post.id),
        "type": "Create",
        "actor": links.actor(actor.space),
        "to": [PUBLIC],
        "cc": [links.followers(actor.space)],
        "published": moment(shown.post.created_at),
        "object": object_document(shown, actor, links),
    }


def collection_document(id: str, owner: str) -> Json:
    """A collection that has pages. It says no total: a count would tell of what is hidden.

    Args:
        id: Its address.
        owner: The actor whose it is.
    """
    return {"id": id, "type": "OrderedCollection", "attributedTo": owner, "first": f"{id}/page"}


def empty_document(id: str, owner: str) -> Json:
    """A collection that is always empty."""
    return {
        "id": id,
        "type": "OrderedCollection",
        "attributedTo": owner,
        "totalItems": 0,
        "orderedItems": [],
    }


def page_document(collection: str, items: Sequence[Json], *, after: str | None, next: str | None) -> Json:
    """A page of a collection.

    Args:
        collection: The address of the collection.
        items: What is on the page.
        after: The cursor that it was asked with; None for the first page.
        next: The cursor of the page behind it; None at the end. Cursors need no escaping.
    """
    page: Json = {
        "id": _page_address(collection, after),
        "type": "OrderedCollectionPage",
        "partOf": collection,
        "orderedItems": list(items),
    }
    return page if next is None else {**page, "next": _page_address(collection, next)}


def moment(at: datetime) -> str:
    """A moment as RFC 3339 has it, to the second, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _page_address(collection: str, after: str | None) -> str:
    return f"{collection}/page?after={after}" if after else f"{collection}/page"


def _told(language: str, **texts: str) -> Json:
    """Texts that are there, each in its language, too, where that is known."""
    there = {name: text for name, text in texts.items() if text}
    return {**there, **({f"{name}Map": {language: text} for name, text in there.items()} if language else {})}


def _authors(post: Post, actor: SpaceActor, links: Links) -> list[Any]:
    """The space, and the name of who wrote it where names are published. No person has an id: none is an actor."""
    space: list[Any] = [links.actor(actor.space)]
    if not actor.names or post.author is None or post.author_name in _NOBODY:
        return space
    return [*space, {"type": "Application" if post.by_agent else "Person", "name": post.author_name}]


def _file(file: Attachment, links: Links) -> Json:
    return {"type": "Document", "mediaType": file.media_type, "name": file.name, "url": links.file(file.id)}
