"""The worker's commands of tags: threads with a merged tag get the other one in batches."""

from attrs import frozen

from commkit.posts.feature import posts
from commkit.posts.messages import TagName
from commkit.posts.records import PostId
from commkit.posts.tag_rules import statements as sql
from commkit.posts.tag_rules.facts import ThreadsRetagged
from commkit.posts.tag_rules.queries import rule_of
from commkit.posts.tags import statements as tags_sql
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@frozen
class RetagThreads(Command[int]):
    """Retag a batch of threads that have a merged tag; it schedules itself until none is left.

    Returns:
        How many threads were retagged.
    """

    permission = "posts.retag_threads"
    when_archived = True
    personal = ()

    tag: TagName


BATCH_SIZE = 200
"""Threads that are retagged in one transaction."""


@posts.handles(RetagThreads)
def retag_threads(context: Context, command: RetagThreads) -> int:
    """Retag a batch of threads, and schedule the next one."""
    rule = rule_of(context, command.tag)
    if rule is None or rule.synonym_of is None:
        return 0
    locked = context.rows(sql.TAGGED_THREADS, tag=command.tag, size=BATCH_SIZE)
    retag_locked_threads(context, command.tag, rule.synonym_of, locked)
    if len(locked) == BATCH_SIZE:
        schedule_command(context, RetagThreads(command.tag), at=context.now, as_system=True)
    return len(locked)


def retag_locked_threads(context: Context, tag: str, into: str, locked: list[PostId]) -> None:
    """Give locked threads the other tag in place of theirs, and count both."""
    rows = context.rows(sql.TAGS_OF, posts=locked) if locked else []
    changed = sorted((id, tags) for id, tags, _ in rows if tag in tags)
    newly = [id for id, tags in changed if into not in tags]
    ids = [id for id, _ in changed]
    counted = {id for id, _, for_everybody in rows if for_everybody}
    context.run_many(
        tags_sql.SET_TAGS,
        [
            {"id": id, "new_tags": tuple(dict.fromkeys(into if t == tag else t for t in tags))}
            for id, tags in changed
        ],
    )
    counts = sorted([(tag, -len(counted.intersection(ids))), (into, len(counted.intersection(newly)))])
    context.run_many(
        tags_sql.COUNT_TAG, [{"name": name, "post_count": change} for name, change in counts if change]
    )
    context.run_many(tags_sql.DELETE_POST_TAG, [{"tag": tag, "post": id} for id in ids])
    context.run_many(tags_sql.ADD_POST_TAG, [{"tag": into, "post": id} for id in newly])
    if ids:
        context.emit(ThreadsRetagged(tag=tag, into=into, threads=tuple(ids)))
