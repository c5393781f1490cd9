"""How the front page is made for a reader."""

from collections.abc import Iterator, Mapping
from typing import Any

from commkit import Context
from commkit.posts import PostId, PostView, post_views
from commkit_articles import ArticleState, article_kind
from commkit_media.front import statements as sql
from commkit_media.front.feature import FrontSettings, front_feature
from commkit_media.front.messages import ListFrontPins, ReadFrontPage
from commkit_media.front.policy import fill
from commkit_media.front.records import FrontCandidate, FrontPage, FrontPin, FrontSlot, SlotReason


@front_feature.handles(ReadFrontPage)
def read_front_page(context: Context, query: ReadFrontPage) -> FrontPage:
    """Pins, articles and featured comments, then the posts that were chosen; a fixed number of statements."""
    settings = context.settings(FrontSettings)
    pins = {
        pin.slot: FrontCandidate(pin.post, pin.pinned_at, own, SlotReason.PINNED)
        for pin, own in pins_of(context)
    }
    slots, quota = fill(
        pins, list(_candidates(context, settings)), size=settings.slots, percent=settings.staff_percent
    )
    views = _views(context, [slot.post for slot in slots], rendered=query.rendered)
    shown = tuple(
        FrontSlot(slot.slot, views[slot.post], slot.by_staff, slot.reason)
        for slot in slots
        if slot.post in views
    )
    return FrontPage(shown, settings.slots, quota)


def pins_of(context: Context) -> list[tuple[FrontPin, bool]]:
    """The pins of posts that the reader may see there, each with whether it is the company's own."""
    rows = context.rows(sql.PINS, now=context.now, **standing(context))
    return [(FrontPin(*row[:-1]), bool(row[-1])) for row in rows]


CLOSED_STATES = [ArticleState.RETIRED.value]
"""The states of what does not hold any more."""


def standing(context: Context) -> dict[str, Any]:
    """What the statements ask of posts on the front page."""
    return {"own_kinds": list(context.settings(FrontSettings).own_kinds), "closed_states": CLOSED_STATES}


def article_kinds(context: Context) -> list[str]:
    """The kinds of articles of the community's type."""
    type = context.community_type
    return [kind.name for kind in type.post_kinds if article_kind(type, kind.name) is not None]


def _candidates(context: Context, settings: FrontSettings) -> Iterator[FrontCandidate]:
    """As many as could fill all slots, of the company's own and of others: so the quota never lacks anybody."""
    for own in (False, True):
        given = {"own": own, "size": settings.slots, **standing(context)}
        for id, at, by_staff in context.rows(sql.ARTICLES, kinds=article_kinds(context), **given):
            yield FrontCandidate(id, at, bool(by_staff), SlotReason.ARTICLE)
        for id, at, by_staff in context.rows(sql.FEATURED, **given):
            yield FrontCandidate(id, at, bool(by_staff), SlotReason.FEATURED)


def _views(context: Context, ids: list[PostId], *, rendered: bool) -> Mapping[PostId, PostView]:
    if not ids:
        return {}
    posts = context.rows(sql.POSTS, posts=ids)
    spaces = dict(context.rows(sql.SPACES, threads=list({post.thread for post in posts})))
    views = post_views(context, posts, space=lambda post: spaces.get(post.thread), rendered=rendered)
    return {view.post.id: view for view in views}


@front_feature.handles(ListFrontPins)
def list_front_pins(context: Context, query: ListFrontPins) -> tuple[FrontPin, ...]:
    """One statement."""
    return tuple(pin for pin, _ in pins_of(context))
