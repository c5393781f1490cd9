"""How links are followed and listed, and how their numbers are read."""

from uuid import UUID

from commkit import Context, NotFound, Page
from commkit.communities import Site
from commkit.posts import Post, PostId
from commkit.storage import LAST_ID, keyset, page_size
from commkit_media.pages.feature import PageSettings
from commkit_media.press.releases.records import PressRelease
from commkit_media.share_links import statements as sql
from commkit_media.share_links.feature import ShareSettings, share_feature
from commkit_media.share_links.messages import CountShares, FollowShareLink, ListShareLinks
from commkit_media.share_links.policy import check_period, is_bot, leads_home, leads_nowhere
from commkit_media.share_links.records import DayShares, LinkShares, ShareLink, ShareNumbers, ShareTarget

_BY_ID = keyset(UUID, of="media.share_links")


@share_feature.handles(ListShareLinks)
def list_share_links(context: Context, query: ListShareLinks) -> Page[ShareLink]:
    """A page in one statement."""
    limit, keyed = page_size(query.limit), _BY_ID.of_query(query)
    (before,) = keyed.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, before=before, size=limit + 1)
    return keyed.page(rows, limit, lambda found: (found.id,))


@share_feature.handles(FollowShareLink)
def follow_share_link(context: Context, query: FollowShareLink) -> ShareTarget:
    """Find the link, then its target as this actor sees it; whatever is missing is the same error."""
    link = context.one(sql.OF_TOKEN, token=query.token)
    if link is None:
        raise leads_nowhere()
    address = link.page or _address_of(context, link)
    site = context.port(Site)
    hosts = context.settings(PageSettings).hosts
    if not leads_home(address, hosts=hosts, base_url=site.base_url if site is not None else ""):
        raise leads_nowhere()
    counted = not is_bot(query.by, context.settings(ShareSettings).bots)
    return ShareTarget(link.id, address, counted)


def _address_of(context: Context, link: ShareLink) -> str:
    """The address of the post of a link: that of the host's page that it is bound to, or of its own page."""
    try:
        id: PostId | None = link.post
        if link.release is not None:
            id = context.get(PressRelease, link.release).post
        post = context.get(Post, id) if id is not None else None
    except NotFound:
        raise leads_nowhere() from None
    if post is None or post.removed_at is not None:
        raise leads_nowhere()
    bound = context.one(sql.ADDRESS_OF_THREAD, thread=post.thread) if post.opens else None
    if bound is not None and "://" in bound[0]:
        return str(bound[0])
    site = context.port(Site)
    return site.object_link(context.community.slug, Post.__name__, post.id) if site is not None else ""


@share_feature.handles(CountShares)
def count_shares(context: Context, query: CountShares) -> ShareNumbers:
    """One statement by link, one by day."""
    check_period(query.since, query.until)
    given = {"since": query.since, "until": query.until}
    links = tuple(LinkShares(id, channel, int(n)) for id, channel, n in context.rows(sql.BY_LINK, **given))
    days = tuple(DayShares(day, int(n)) for day, n in context.rows(sql.BY_DAY, **given))
    return ShareNumbers(query.since, query.until, sum(day.n for day in days), links, days)
