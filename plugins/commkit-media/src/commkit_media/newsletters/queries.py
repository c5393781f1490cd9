"""How newsletters are loaded and listed."""

from uuid import UUID

from commkit import Context
from commkit.spaces import is_inside
from commkit.storage import NOBODY
from commkit_media.newsletters import statements as sql
from commkit_media.newsletters.feature import EDIT_NEWSLETTERS, newsletter_feature
from commkit_media.newsletters.messages import ListNewsletters, ReadNewsletter
from commkit_media.newsletters.records import Newsletter, NewsletterAudience, NewsletterOffer


@newsletter_feature.loads(Newsletter)
def fetch_newsletter(context: Context, id: UUID) -> Newsletter | None:
    """One that the actor edits, or to which they may subscribe."""
    found = context.one(sql.ONE, id=id)
    if found is None or context.can(EDIT_NEWSLETTERS) or context.can("media.send_due_issue"):
        return found
    return found if found.ended_at is None and is_for(context, found) else None


def is_for(context: Context, newsletter: Newsletter) -> bool:
    """Whether the actor is in the audience of a newsletter."""
    if newsletter.audience is NewsletterAudience.GROUP:
        return newsletter.group is not None and is_inside(context, newsletter.group)
    return newsletter.audience in _audiences(context)


@newsletter_feature.handles(ReadNewsletter)
def read_newsletter(context: Context, query: ReadNewsletter) -> Newsletter:
    """The loader."""
    return context.get(Newsletter, query.newsletter)


@newsletter_feature.handles(ListNewsletters)
def list_newsletters(context: Context, query: ListNewsletters) -> tuple[NewsletterOffer, ...]:
    """One statement."""
    rows = context.rows(sql.OPEN, member=context.member_or_none or NOBODY, audiences=_audiences(context))
    return tuple(
        NewsletterOffer(id, title, audience, cadence, bool(subscribed))
        for id, title, audience, cadence, subscribed in rows
    )


def _audiences(context: Context) -> list[NewsletterAudience]:
    """The audiences in which the actor is; a session without a member has that of everybody alone."""
    if context.can("media.subscribe"):
        return list(NewsletterAudience)
    return [NewsletterAudience.PUBLIC]
