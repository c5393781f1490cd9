"""Commands that make synonyms and reserve tags."""

from commkit.posts.feature import posts
from commkit.posts.tag_rules import statements as sql
from commkit.posts.tag_rules.facts import TagReservationChanged, TagsMerged
from commkit.posts.tag_rules.jobs import BATCH_SIZE, RetagThreads, retag_locked_threads
from commkit.posts.tag_rules.messages import (
    AddTagSynonym,
    MergeTags,
    RemoveTagSynonym,
    RenameTag,
    ReserveTag,
    UnreserveTag,
)
from commkit.posts.tag_rules.queries import rule_of
from commkit.posts.tag_rules.records import TagRule
from commkit.posts.tags import statements as tags_sql
from commkit.posts.tags.policy import clean_tags
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import Conflict, Invalid, NotFound
from commkit.runtime.sessions.context import Context


@posts.handles(AddTagSynonym)
def add_tag_synonym(context: Context, command: AddTagSynonym) -> TagRule:
    """Make an unused tag a synonym of another one."""
    synonym, target = _pair(context, "synonym", command.synonym, "tag", command.tag)
    known = rule_of(context, synonym)
    if known is not None and known.post_count:
        raise Conflict("posts.tag_in_use", f"threads have the tag {synonym!r}; merge it into {target!r}")
    return _merge(context, synonym, target)


@posts.handles(MergeTags)
def merge_tags(context: Context, command: MergeTags) -> TagRule:
    """Make the first tag a synonym of the second."""
    tag, into = _pair(context, "tag", command.tag, "into", command.into)
    if rule_of(context, tag) is None or rule_of(context, into) is None:
        raise _no_such_tag()
    return _merge(context, tag, into)


@posts.handles(RenameTag)
def rename_tag(context: Context, command: RenameTag) -> TagRule:
    """Make the old name a synonym of the new one."""
    tag, name = _pair(context, "tag", command.tag, "name", command.name)
    if rule_of(context, tag) is None:
        raise _no_such_tag()
    known = rule_of(context, name)
    if known is not None and (known.post_count or known.reserved or known.synonym_of):
        raise Conflict("posts.tag_exists", f"there is a tag {name!r}; merge the two")
    return _merge(context, tag, name)


@posts.handles(RemoveTagSynonym)
def remove_tag_synonym(context: Context, command: RemoveTagSynonym) -> None:
    """Make the synonym an ordinary tag."""
    if not context.run(sql.REMOVE_SYNONYM, synonym=_stored_tag(command.synonym)):
        raise NotFound("posts.not_found", "that tag is not a synonym here")


@posts.handles(ReserveTag)
def reserve_tag(context: Context, command: ReserveTag) -> TagRule:
    """Reserve the tag; threads that have it keep it."""
    tag = _stored_tag(command.tag)
    if not context.run(sql.RESERVE, name=tag, synonym_of=None, reserved_at=context.now):
        raise Conflict("posts.tag_exists", f"{tag!r} is reserved already, or a synonym")
    context.emit(TagReservationChanged(tag=tag, reserved=True))
    return _known(context, tag)


@posts.handles(UnreserveTag)
def unreserve_tag(context: Context, command: UnreserveTag) -> None:
    """Let everybody set the tag again."""
    tag = _stored_tag(command.tag)
    if not context.run(sql.UNRESERVE, tag=tag):
        raise NotFound("posts.not_found", "that tag is not reserved here")
    context.emit(TagReservationChanged(tag=tag, reserved=False))


def _merge(context: Context, tag: str, into: str) -> TagRule:
    """Make a tag a synonym and retag its threads; threads are locked first, then the tag, in every command."""
    locked = context.rows(sql.TAGGED_THREADS, tag=tag, size=BATCH_SIZE)
    context.run_many(tags_sql.COUNT_TAG, [{"name": into, "post_count": 0}])
    if not context.run(sql.LOCK_TARGET, target=into):
        raise Conflict("posts.stale", f"{into!r} became a synonym itself in the meantime; try again")
    if not context.run(sql.MAKE_SYNONYM, name=tag, synonym_of=into, reserved_at=None):
        raise Conflict("posts.tag_exists", f"{tag!r} is a synonym or reserved already; remove that first")
    context.run(sql.REDIRECT_SYNONYMS, old_tag=tag, new_tag=into)
    context.emit(TagsMerged(tag=tag, into=into))
    retag_locked_threads(context, tag, into, locked)
    # Threads that got the tag while this transaction waited for its row are not among the locked ones.
    if context.rows(sql.ANY_TAGGED_THREAD, tag=tag):
        schedule_command(context, RetagThreads(tag), at=context.now, as_system=True)
    return _known(context, tag)


def _pair(context: Context, field: str, tag: str, other: str, into: str) -> tuple[str, str]:
    """Two tags in their stored form; a second one that is a synonym is replaced by the tag it stands for."""
    first, second = _stored_tag(tag, field), _stored_tag(into, other)
    known = rule_of(context, second)
    second = known.synonym_of if known is not None and known.synonym_of is not None else second
    if first == second:
        raise Invalid.field(
            other, "same_tag", "name another tag than the first one, and than the one it stands for"
        )
    return first, second


def _stored_tag(name: str, field: str = "tag") -> str:
    try:
        (tag,) = clean_tags([name], max_tags=1)
    except Invalid as invalid:
        error = invalid.errors[0]
        raise Invalid.field(field, error.code, error.message) from None
    return tag


def _known(context: Context, tag: str) -> TagRule:
    rule = rule_of(context, tag)
    if rule is None:
        raise _no_such_tag()
    return rule


def _no_such_tag() -> NotFound:
    return NotFound("posts.not_found", "there is no such tag here")
