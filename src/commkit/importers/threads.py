"""How posts come in: opening posts first, then the replies under them, whichever came first at the source."""

from itertools import chain

from commkit.importers.feature import importers
from commkit.importers.growth import Growing
from commkit.importers.mapping import ACCEPTED, COMMENT, LEFT, POST, Batch, Places, known, people
from commkit.importers.messages import MissingPosts, TakeReplies, TakeThreads
from commkit.importers.placing import opening_columns, opening_kind, reply_columns, reply_kind
from commkit.importers.records import Taken
from commkit.importers.writing import Gathered
from commkit.posts import PostsImported
from commkit.posts.policy import clean_tags
from commkit.posts.records import PostId
from commkit.posts.tagging import resolve_synonyms
from commkit.runtime.sessions.session import Session


@importers.handles(TakeThreads)
def take_threads(session: Session, command: TakeThreads) -> Taken:
    """Each opens a thread; which reply it accepted is noted for when that reply comes."""
    kind = opening_kind(session.community_type)
    batch = Batch(session, command, POST, (post.external for post in command.posts))
    gathered = Gathered(session, people(session, command.source, (post.author for post in command.posts)))
    accepted = []
    written = [clean_tags(post.tags, max_tags=len(post.tags)) for post in command.posts]
    meant = resolve_synonyms(session, chain.from_iterable(written))
    for post, said in zip(command.posts, written, strict=True):
        if batch.has(post.external):
            continue
        id = PostId(session.new_id(at=post.created_at))
        tags = tuple(dict.fromkeys(meant[tag] for tag in said))
        gathered.post(post, id, thread=id, tags=tags, **opening_columns(post, kind))
        batch.take(post.external, id)
        if post.accepted is not None:
            accepted.append(f"{post.external}/{post.accepted}")
    _tell(session, gathered.write())
    batch.also(ACCEPTED, accepted)
    batch.also(LEFT, command.left)
    return batch.done()


@importers.handles(TakeReplies)
def take_replies(session: Session, command: TakeReplies) -> Taken:
    """Each takes the next number of its thread and stands below its parent; an accepted one settles its question."""
    answers = command.role == "answer"
    batch = Batch(session, command, POST if answers else COMMENT, (post.external for post in command.posts))
    parents = (post.parent or "" for post in command.posts)
    places = Places(session, command.source, parents, word="question" if answers else "post")
    pairs = (f"{post.parent}/{post.external}" for post in command.posts)
    accepted = {pair for pair, _ in known(session, command.source, ACCEPTED, pairs)} if answers else set()
    gathered = Gathered(session, people(session, command.source, (post.author for post in command.posts)))
    growing = Growing(session, places.here.values())
    left = list(command.left)
    for post in command.posts:
        if batch.has(post.external):
            continue
        place = places.at(post.parent or "")
        kind = reply_kind(session.community_type, place, answers=answers)
        if isinstance(place, str) or isinstance(kind, str):
            batch.skip(str(kind))
            left.append(post.external)
            continue
        id = PostId(session.new_id(at=post.created_at))
        number, path = growing.add(place, kind, post.created_at)
        gathered.post(post, id, number=number, path=path, **reply_columns(place, kind))
        batch.take(post.external, id)
        if f"{post.parent}/{post.external}" in accepted:
            growing.accept(place, id, post.created_at)
    written = gathered.write()
    growing.write()
    _tell(session, written)
    batch.also(LEFT, left if answers else ())
    return batch.done()


@importers.handles(MissingPosts)
def missing_posts(session: Session, query: MissingPosts) -> dict[str, str]:
    """As for replies and votes."""
    places = Places(session, query.source, query.posts)
    found = {post: places.at(post) for post in query.posts}
    return {post: reason for post, reason in found.items() if isinstance(reason, str)}


def _tell(session: Session, posts: tuple[PostId, ...]) -> None:
    if posts:
        session.emit(PostsImported(posts=posts))
