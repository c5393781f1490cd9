"""How links are made, ended and counted."""

from commkit import Context, Invalid
from commkit.posts import Post
from commkit_media.pages.addresses.policy import is_address
from commkit_media.pages.handlers import key_of
from commkit_media.press.releases.records import PressRelease
from commkit_media.share_links import statements as sql
from commkit_media.share_links.facts import ShareLinkCreated, ShareLinkEnded
from commkit_media.share_links.feature import share_feature
from commkit_media.share_links.messages import CountShare, CreateShareLink, EndShareLink
from commkit_media.share_links.policy import new_token
from commkit_media.share_links.records import ShareCount, ShareLink, ShareLinkId
from commkit_media.tables import share_link


@share_feature.loads(ShareLink, table=share_link)
def fetch_share_link(context: Context, id: ShareLinkId) -> ShareLink | None:
    """Load a link for who makes them."""
    return context.one(sql.ONE, id=id) if context.can("media.manage_share_links") else None


@share_feature.handles(CreateShareLink)
def create_share_link(context: Context, command: CreateShareLink) -> ShareLink:
    """Load the target, so that nobody makes a link to what they do not see."""
    post = context.get(Post, command.post) if command.post is not None else None
    release = context.get(PressRelease, command.release) if command.release is not None else None
    if sum(each is not None for each in (command.page, post, release)) != 1:
        raise Invalid.field("page", "one_target", "name one target: a page, a post, or a release")
    page = ""
    if command.page is not None:
        if not is_address(command.page):
            raise Invalid.field("page", "no_address", "give the address of the page, with https://")
        page = key_of(context, command.page)
    made = ShareLink(
        id=ShareLinkId(context.new_id()),
        token=new_token(),
        channel=command.channel,
        text=command.text,
        page=page,
        post=post.id if post is not None else None,
        release=release.id if release is not None else None,
        created_by=context.member_or_none,
        created_at=context.now,
        ended_at=None,
    )
    context.run(sql.ADD, made)
    context.emit(ShareLinkCreated(link=made.id))
    return made


@share_feature.handles(EndShareLink)
def end_share_link(context: Context, command: EndShareLink) -> bool:
    """End it; of two at once one does."""
    found = context.get(ShareLink, command.link)
    if not context.run(sql.END, id=found.id, at=context.now):
        return False
    context.emit(ShareLinkEnded(link=found.id))
    return True


@share_feature.handles(CountShare)
def count_share(context: Context, command: CountShare) -> bool:
    """Add one to the day's number of the link."""
    if context.one(sql.EXISTS, id=command.link) is None:
        return False
    return bool(context.run(sql.COUNT, ShareCount(command.link, context.now.date(), 1)))
