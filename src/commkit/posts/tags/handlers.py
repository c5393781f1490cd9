"""How the tags of a thread are set, counted and removed.

The row of a tag decides, as it is counted, whether it is reserved or a synonym of another tag.
"""

from collections.abc import Iterable

from commkit.posts.records import Post, PostId
from commkit.posts.tag_rules import statements as tag_rules_sql
from commkit.posts.tags import statements as sql
from commkit.runtime.model.errors import Conflict, Denied
from commkit.runtime.sessions.context import Context


def set_tags(
    context: Context, tags: tuple[str, ...], *, allow_reserved: bool = False, counted: bool = True
) -> tuple[str, ...]:
    """Count the tags that a thread gets; store them with `attach_tags`.

    Args:
        context: The context of the command.
        tags: The tags, in their stored form.
        allow_reserved: Whether reserved tags are set whoever the actor is.
        counted: Whether the thread counts: one for an audience does not, since everybody reads the counts.

    Returns:
        The tags that the thread gets: for a synonym, the tag that it stands for.

    Raises:
        Denied: One is reserved, and the actor may not set it.
        Conflict: A tag was changed by another command meanwhile.
    """
    # In one order everywhere, so that two threads with the same tags never wait for each other.
    ordered = sorted(tags)
    may = allow_reserved or context.can("posts.use_reserved_tags")
    touched = context.run_many(
        sql.SET_TAG, [{"name": tag, "post_count": int(counted), "may": may} for tag in ordered]
    )
    if touched == len(ordered):
        return tags
    rules = {rule.name: rule for rule in context.rows(tag_rules_sql.RULES_OF, names=ordered)}
    synonyms = {name: rule.synonym_of for name, rule in rules.items() if rule.synonym_of is not None}
    _check_reserved([name for name, rule in rules.items() if rule.reserved and name not in synonyms], may=may)
    if not synonyms:
        raise Conflict("posts.stale", "its tags were changed in the meantime; try again")
    kept = tuple(dict.fromkeys(synonyms.get(tag, tag) for tag in tags))
    more = tuple(set(kept) - (set(tags) - synonyms.keys()))
    set_tags(context, more, allow_reserved=allow_reserved, counted=counted)
    return kept


def resolve_synonyms(context: Context, tags: Iterable[str]) -> dict[str, str]:
    """Lock tags, in their stored form; gives for each the tag that it is a synonym of, or itself."""
    ordered = sorted(set(tags))
    context.run_many(sql.COUNT_TAG, [{"name": tag, "post_count": 0} for tag in ordered])
    rules = context.rows(tag_rules_sql.RULES_OF, names=ordered) if ordered else []
    return {rule.name: rule.synonym_of or rule.name for rule in rules}


def attach_tags(context: Context, post: PostId, tags: Iterable[str]) -> None:
    """Make a thread findable under tags that were counted by `set_tags`."""
    context.run_many(sql.ADD_POST_TAG, [{"tag": tag, "post": post} for tag in sorted(tags)])


def count_tags(context: Context, tags: Iterable[str], change: int) -> None:
    """Count a thread in (1) or out (-1) at its tags; in one order everywhere."""
    context.run_many(sql.COUNT_TAG, [{"name": tag, "post_count": change} for tag in sorted(tags)])


def detach_tags(context: Context, post: PostId, tags: Iterable[str], *, counted: bool) -> None:
    """Uncount the tags of a thread that was removed or merged, and forget that it has them.

    Args:
        context: The context of the command.
        post: The thread.
        tags: Its tags.
        counted: Whether it was counted: one for an audience was not.
    """
    ordered = sorted(tags)
    if counted:
        count_tags(context, ordered, -1)
    context.run_many(sql.DELETE_POST_TAG, [{"tag": tag, "post": post} for tag in ordered])


def retag(context: Context, before: Post, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Change a thread's tags; gives the tags that it has afterwards.

    Raises:
        Denied: A tag that is added or removed is reserved, and the actor may not set it.
        Conflict: A tag was changed by another command meanwhile.
    """
    old, new = set(before.tags), set(wanted)
    removed = sorted(old - new)
    counts = int(before.audience is None)
    may = context.can("posts.use_reserved_tags")
    uncounted = context.run_many(sql.UNCOUNT_TAG, [{"tag": tag, "may": may, "by": counts} for tag in removed])
    if uncounted != len(removed):
        _check_reserved(
            [rule.name for rule in context.rows(tag_rules_sql.RULES_OF, names=removed) if rule.reserved],
            may=may,
        )
        raise Conflict("posts.stale", "its tags were changed in the meantime; read it again")
    added = set_tags(context, tuple(tag for tag in wanted if tag not in old), counted=bool(counts))
    doubled = sorted(old.intersection(added, new))
    count_tags(context, doubled, -counts)
    context.run_many(sql.DELETE_POST_TAG, [{"tag": tag, "post": before.id} for tag in removed])
    attach_tags(context, before.id, set(added) - set(doubled))
    return tuple(dict.fromkeys((*(tag for tag in wanted if tag in old), *added)))


def _check_reserved(names: list[str], *, may: bool) -> None:
    if names and not may:
        reserved = ", ".join(sorted(names))
        raise Denied(
            "posts.reserved_tag",
            f"only stewards may set and remove reserved tags; leave as they are: {reserved}",
            tags=reserved,
        )
