"""How members keep custom feeds."""

from collections.abc import Iterable

from attrs import evolve

from commkit import Conflict, Context
from commkit.members import lock_member
from commkit.spaces import Space, SpaceId
from commkit_topical.custom_feeds import statements as sql
from commkit_topical.custom_feeds.feature import CustomFeedSettings, custom_feed_feature
from commkit_topical.custom_feeds.messages import CreateCustomFeed, DeleteCustomFeed, UpdateCustomFeed
from commkit_topical.custom_feeds.policy import check_spaces
from commkit_topical.custom_feeds.queries import contents_of
from commkit_topical.custom_feeds.records import (
    CustomFeed,
    CustomFeedContent,
    CustomFeedId,
)
from commkit_topical.tables import custom_feed


@custom_feed_feature.loads(CustomFeed, owner=lambda feed: feed.owner, table=custom_feed)
def fetch_custom_feed(context: Context, id: CustomFeedId) -> CustomFeed | None:
    """Load a feed of the actor's own."""
    return context.one(sql.ONE, id=id)


@custom_feed_feature.handles(CreateCustomFeed)
def create_custom_feed(context: Context, command: CreateCustomFeed) -> CustomFeedContent:
    """Load the spaces, then add it, with the membership locked while its feeds are counted."""
    spaces = _load_spaces(context, command.spaces)
    me, most = context.member, context.settings(CustomFeedSettings).max_feeds
    lock_member(context, me)
    if context.rows(sql.COUNT, owner=me)[0][0] >= most:
        raise Conflict("topical.too_many_custom_feeds", f"you have {most} feeds; delete one first")
    made = CustomFeed(CustomFeedId(context.new_id()), me, command.title, context.now)
    _check_title(context, made)
    context.run(sql.ADD, made)
    _add_spaces(context, made, spaces)
    return contents_of(context, [made])[0]


@custom_feed_feature.handles(UpdateCustomFeed)
def update_custom_feed(context: Context, command: UpdateCustomFeed) -> CustomFeedContent:
    """Change what is named; two changes at once follow each other."""
    found = context.get(CustomFeed, command.feed)
    spaces = None if command.spaces is None else _load_spaces(context, command.spaces)
    lock_member(context, found.owner)
    if command.title is not None:
        found = evolve(found, title=command.title)
        _check_title(context, found)
        context.run(sql.RENAME, id=found.id, new_title=found.title)
    if spaces is not None:
        context.run(sql.DELETE_SPACES, feed=found.id)
        _add_spaces(context, found, spaces)
    return contents_of(context, [found])[0]


@custom_feed_feature.handles(DeleteCustomFeed)
def delete_custom_feed(context: Context, command: DeleteCustomFeed) -> None:
    """Delete its spaces, and itself, behind an update that adds some."""
    found = context.get(CustomFeed, command.feed)
    lock_member(context, found.owner)
    context.run(sql.DELETE_SPACES, feed=found.id)
    context.run(sql.DELETE, id=found.id)


def _load_spaces(context: Context, spaces: Iterable[SpaceId]) -> tuple[SpaceId, ...]:
    return tuple(context.get(Space, space).id for space in check_spaces(spaces))


def _check_title(context: Context, feed: CustomFeed) -> None:
    if context.one(sql.WITH_TITLE, owner=feed.owner, title=feed.title, id=feed.id) is not None:
        raise Conflict("topical.custom_feed_exists", "you have a feed with this title; give it another one")


def _add_spaces(context: Context, feed: CustomFeed, spaces: Iterable[SpaceId]) -> None:
    context.run_many(
        sql.ADD_SPACE, [{"feed": feed.id, "space": space, "owner": feed.owner} for space in spaces]
    )
