"""How tags become synonyms and reserved ones, and how threads follow."""

from commkit.posts import statements as posts_sql
from commkit.posts.feature import posts
from commkit.posts.policy import clean_tags
from commkit.posts.records import PostId
from commkit.posts.tags import statements as sql
from commkit.posts.tags.messages import (
    AddTagSynonym,
    ListTagRules,
    MergeTags,
    RemoveTagSynonym,
    RenameTag,
    ReserveTag,
    RetagThreads,
    TagReservationChanged,
    TagsMerged,
    ThreadsRetagged,
    UnreserveTag,
)
from commkit.posts.tags.records import TagRule
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, Invalid, NotFound
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_BATCH_SIZE = 200
"""Threads that change their tags in one unit."""


@posts.handles(AddTagSynonym)
def add_tag_synonym(context: Context, command: AddTagSynonym) -> TagRule:
    """A word that nobody uses as a tag."""
    synonym, target = _pair(context, "synonym", command.synonym, "tag", command.tag)
    known = _rule(context, synonym)
    if known is not None and known.post_count:
        raise Conflict("posts.tag_in_use", f"threads bear {synonym!r}; merge it into {target!r}")
    return _merge(context, synonym, target)


@posts.handles(MergeTags)
def merge_tags(context: Context, command: MergeTags) -> TagRule:
    """The first tag becomes a synonym of the second."""
    tag, into = _pair(context, "tag", command.tag, "into", command.into)
    if _rule(context, tag) is None or _rule(context, into) is None:
        raise _no_such_tag()
    return _merge(context, tag, into)


@posts.handles(RenameTag)
def rename_tag(context: Context, command: RenameTag) -> TagRule:
    """The old name becomes a synonym of the new one."""
    tag, name = _pair(context, "tag", command.tag, "name", command.name)
    if _rule(context, tag) is None:
        raise _no_such_tag()
    known = _rule(context, name)
    if known is not None and (known.post_count or known.reserved or known.synonym_of):
        raise Conflict("posts.tag_exists", f"there is a tag {name!r}; merge the two")
    return _merge(context, tag, name)


@posts.handles(RemoveTagSynonym)
def remove_tag_synonym(context: Context, command: RemoveTagSynonym) -> None:
    """It can be set again."""
    if not context.run(sql.REMOVE_SYNONYM, synonym=_one(command.synonym)):
        raise NotFound("posts.not_found", "that word is no synonym here")


@posts.handles(ReserveTag)
def reserve_tag(context: Context, command: ReserveTag) -> TagRule:
    """From now on; threads that bear it keep it."""
    tag = _one(command.tag)
    if not context.run(sql.RESERVE, name=tag, synonym_of=None, reserved_at=context.now):
        raise Conflict("posts.tag_exists", f"{tag!r} is reserved already, or a synonym")
    context.emit(TagReservationChanged(tag=tag, reserved=True))
    return _known(context, tag)


@posts.handles(UnreserveTag)
def unreserve_tag(context: Context, command: UnreserveTag) -> None:
    """Everybody may set it again."""
    tag = _one(command.tag)
    if not context.run(sql.UNRESERVE, tag=tag):
        raise NotFound("posts.not_found", "that tag is not reserved here")
    context.emit(TagReservationChanged(tag=tag, reserved=False))


@posts.handles(RetagThreads)
def retag_threads(context: Context, command: RetagThreads) -> int:
    """Some threads now, and a plan for the rest."""
    rule = _rule(context, command.tag)
    if rule is None or rule.synonym_of is None:
        return 0
    held = context.rows(sql.TAGGED_THREADS, tag=command.tag, size=_BATCH_SIZE)
    _retag(context, command.tag, rule.synonym_of, held)
    if len(held) == _BATCH_SIZE:
        schedule_command(context, RetagThreads(command.tag), at=context.now, as_system=True)
    return len(held)


@posts.handles(ListTagRules)
def list_tag_rules(context: Context, query: ListTagRules) -> Page[TagRule]:
    """By name."""
    limit = page_size(query.limit)
    try:
        after = decode_cursor(query.after).decode() if query.after is not None else ""
    except UnicodeDecodeError:
        after = "\0"
    if "\0" in after:
        raise Invalid.field("after", "bad_cursor", "give the `next` of an earlier page of the same query")
    return cut(context.rows(sql.RULES, after=after, size=limit + 1), limit, lambda rule: rule.name.encode())


def _merge(context: Context, tag: str, into: str) -> TagRule:
    """Threads first, then the tag: every command takes these locks in this order."""
    held = context.rows(sql.TAGGED_THREADS, tag=tag, size=_BATCH_SIZE)
    context.run_many(posts_sql.COUNT_TAG, [{"name": into, "post_count": 0}])
    if not context.run(sql.LOCK_TARGET, target=into):
        raise Conflict("posts.stale", f"{into!r} became a synonym itself in the meantime; try again")
    if not context.run(sql.MAKE_SYNONYM, name=tag, synonym_of=into, reserved_at=None):
        raise Conflict("posts.tag_exists", f"{tag!r} is a synonym already, or reserved: free it first")
    context.run(sql.REDIRECT_SYNONYMS, old_tag=tag, new_tag=into)
    context.emit(TagsMerged(tag=tag, into=into))
    _retag(context, tag, into, held)
    # Who was about to publish with it while this unit waited for the tag is not among those held.
    if context.rows(sql.ANY_TAGGED_THREAD, tag=tag):
        schedule_command(context, RetagThreads(tag), at=context.now, as_system=True)
    return _known(context, tag)


def _retag(context: Context, tag: str, into: str, held: list[PostId]) -> None:
    """Let threads that are held bear the other tag."""
    found = context.rows(sql.TAGS_OF, posts=held) if held else []
    changed = sorted((id, tags) for id, tags in found if tag in tags)
    newly = [id for id, tags in changed if into not in tags]
    ids = [id for id, _ in changed]
    context.run_many(
        posts_sql.SET_TAGS,
        [
            {"id": id, "new_tags": tuple(dict.fromkeys(into if t == tag else t for t in tags))}
            for id, tags in changed
        ],
    )
    counts = sorted([(tag, -len(ids)), (into, len(newly))])
    context.run_many(
        posts_sql.COUNT_TAG, [{"name": name, "post_count": change} for name, change in counts if change]
    )
    context.run_many(posts_sql.DELETE_POST_TAG, [{"tag": tag, "post": id} for id in ids])
    context.run_many(posts_sql.ADD_POST_TAG, [{"tag": into, "post": id} for id in newly])
    if ids:
        context.emit(ThreadsRetagged(tag=tag, into=into, threads=tuple(ids)))


def _pair(context: Context, field: str, tag: str, other: str, into: str) -> tuple[str, str]:
    """Two tags in their stored form, the second one followed where it is a synonym itself."""
    first, second = _one(tag, field), _one(into, other)
    known = _rule(context, second)
    second = known.synonym_of if known is not None and known.synonym_of is not None else second
    if first == second:
        raise Invalid.field(
            other, "same_tag", "name another tag than the first one, or than what it stands for"
        )
    return first, second


def _one(wish: str, field: str = "tag") -> str:
    try:
        (tag,) = clean_tags([wish], max_tags=1)
    except Invalid as invalid:
        error = invalid.errors[0]
        raise Invalid.field(field, error.code, error.message) from None
    return tag


def _rule(context: Context, tag: str) -> TagRule | None:
    return next(iter(context.rows(sql.RULES_OF, names=[tag])), None)


def _known(context: Context, tag: str) -> TagRule:
    found = _rule(context, tag)
    if found is None:
        raise _no_such_tag()
    return found


def _no_such_tag() -> NotFound:
    return NotFound("posts.not_found", "there is no such tag here")
