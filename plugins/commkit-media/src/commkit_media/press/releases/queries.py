"""How releases are loaded and read."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit import Context, Description, NotFound, Page
from commkit.posts import Post
from commkit.storage import FIRST_ID, LAST_ID, keyset, page_size
from commkit_media.press.feature import MANAGE_PRESS, press_feature
from commkit_media.press.releases import statements as sql
from commkit_media.press.releases.messages import FindRelease, ListEmbargoReaders, ListReleases, ReadRelease
from commkit_media.press.releases.records import EmbargoReader, PressRelease, PressReleaseId, ReleaseView
from commkit_media.tables import release as release_table

_BY_ID = keyset(UUID, of="media.releases")
_BY_MEMBER = keyset(UUID, of="media.embargo_readers")


@press_feature.loads(PressRelease, table=release_table, part_of=(Post, "post"))
def fetch_release(context: Context, id: PressReleaseId) -> PressRelease | None:
    """Load a release: a published one with its post, one under embargo for editors and who is accredited."""
    return context.one(sql.ONE, id=id) if context.can("media.read_press") else None


@press_feature.handles(ReadRelease)
def read_release(context: Context, query: ReadRelease) -> ReleaseView:
    """Load it, then its text."""
    return views_of(context, [context.get(PressRelease, query.release)], opened=False)[0]


@press_feature.handles(FindRelease)
def find_release(context: Context, query: FindRelease) -> PressRelease:
    """One statement for its id, one for it."""
    found = context.one(sql.FIND, article=query.article)
    if found is None:
        raise NotFound("media.not_found", "there is no such release here, or it is not for you to see")
    return context.get(PressRelease, PressReleaseId(found[0]))


@press_feature.handles(ListReleases)
def list_releases(context: Context, query: ListReleases) -> Page[ReleaseView]:
    """A page, then the titles and what the reader agreed to of all on it."""
    limit, keyed = page_size(query.limit), _BY_ID.of_query(query)
    (before,) = keyed.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, before=before, size=limit + 1)
    views = views_of(context, rows, opened=False, texts=False)
    return keyed.page(views, limit, lambda view: (view.release.id,))


@press_feature.handles(ListEmbargoReaders)
def list_embargo_readers(context: Context, query: ListEmbargoReaders) -> Page[EmbargoReader]:
    """Load the release, then a page."""
    release = context.get(PressRelease, query.release)
    limit, keyed = page_size(query.limit), _BY_MEMBER.of_query(query)
    (after,) = keyed.decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.READERS, release=release.id, after=after, size=limit + 1)
    return keyed.page(rows, limit, lambda found: (found.member,))


@press_feature.describes(PressRelease)
def describe_releases(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A release is called by its title; under embargo by when that ends, but for who manages the press room."""
    rows = context.rows(sql.OF_IDS, ids=list(ids)) if ids else ()
    views = views_of(context, rows, opened=False, texts=False)
    return {view.release.id: Description(view.title or _until(view.release)) for view in views}


def _until(release: PressRelease) -> str:
    end = f"{release.ends_at:%Y-%m-%d %H:%M:%S} UTC" if release.ends_at is not None else "it is lifted"
    return f"Release under embargo until {end}"


def is_under_embargo(context: Context, release: PressRelease) -> bool:
    """Whether a release may not be told of yet."""
    return release.post is None and (release.ends_at is None or context.now < release.ends_at)


def views_of(
    context: Context, releases: Sequence[PressRelease], *, opened: bool, texts: bool = True
) -> list[ReleaseView]:
    """Releases that the caller has loaded, as the reader may read them; a fixed number of statements.

    Args:
        context: The context of the message.
        releases: The releases.
        opened: Whether the reader may read what is under embargo, which editors may in any case.
        texts: Whether bodies are wanted, beside the titles.
    """
    posted = [each.post for each in releases if each.post is not None]
    posts = {each.id: each for each in context.rows(sql.POSTS, posts=posted)} if posted else {}
    unposted = [each.article for each in releases if each.post is None]
    articles = {row[0]: row for row in context.rows(sql.TEXTS, articles=unposted)} if unposted else {}
    accepted = _accepted(context, releases)
    free = opened or context.can(MANAGE_PRESS)
    views = []
    for each in releases:
        if each.post is not None:
            if (post := posts.get(each.post)) is not None:
                views.append(
                    ReleaseView(
                        release=each,
                        state=post.state or "",
                        title=post.title,
                        body=post.body if texts else "",
                        markup=post.markup,
                    )
                )
            continue
        _, title, body, markup, state, _ = articles[each.article]
        closed = is_under_embargo(context, each)
        known = free or not closed
        views.append(
            ReleaseView(
                release=each,
                state=state if closed else "published",
                title=title if known else "",
                body=body if known and texts else "",
                markup=markup,
                accepted_at=accepted.get((each.id, each.ends_at)),
            )
        )
    return views


def _accepted(context: Context, releases: Sequence[PressRelease]) -> dict[Any, Any]:
    member, ids = context.member_or_none, [each.id for each in releases if each.post is None]
    if member is None or not ids:
        return {}
    rows = context.rows(sql.ACCEPTED, member=member, releases=ids)
    return {(release, ends_at): accepted_at for release, ends_at, accepted_at in rows}
