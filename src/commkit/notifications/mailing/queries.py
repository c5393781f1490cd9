"""What a mail needs to know: the member's address and schedule, and the content of the object."""

from typing import Any

from commkit.communities import Charter
from commkit.members import IdentityProvider, Profile
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.ports import MailPort, MailSite
from commkit.notifications.mailing.records import DeliveryInfo, MailContent, Mailer
from commkit.notifications.queries import visible_object
from commkit.posts import Post
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.clusters import cut_to

_MAX_BODY = 5_000
"""Characters of a post in a mail at most."""


def mail_content(context: Context, kind: NotificationKind, object: Any) -> MailContent:
    """The content of a mail about an object visible to the context's actor."""
    community = context.community
    if kind.mail_text is not None:
        return MailContent(
            community=community.title,
            slug=community.slug,
            title=title_of(context, object, kind.summary),
            lead=kind.summary,
            body=kind.mail_text(object),
            markup="plain",
        )
    if isinstance(object, Post):
        body = object.body if len(object.body) <= _MAX_BODY else cut_to(object.body, _MAX_BODY) + " …"
        return MailContent(
            community=community.title,
            slug=community.slug,
            title=title_of(context, object, kind.summary),
            lead=f"{object.author_name} wrote:",
            body=body,
            markup=object.markup,
        )
    return MailContent(
        community=community.title,
        slug=community.slug,
        title=title_of(context, object, kind.summary),
        lead=kind.summary,
        body=_closing_text(context, object) if isinstance(object, Charter) else "",
    )


def _closing_text(context: Context, charter: Charter) -> str:
    """What the charter says about the end of the community."""
    if charter.closes_at is None:
        return ""
    if context.community.archived_at is not None:
        return charter.farewell
    return f"{charter.reason}\n\nIt will be archived on {charter.closes_at:%Y-%m-%d %H:%M} UTC."


def title_of(context: Context, object: Any, default: str) -> str:
    """The title or name of an object; of a reply the title of its thread."""
    if isinstance(object, Post) and not object.opens:
        opening = visible_object(context, Post.__name__, object.thread)
        return f"Re: {opening.title}" if opening is not None and opening.title else default
    return getattr(object, "title", "") or getattr(object, "name", "") or default


def get_mailer(delivery: Delivery) -> Mailer:
    """The host's ports for mail.

    Raises:
        PortMissing: The worker's Kit lacks one of them.
    """
    return Mailer(delivery.port(MailPort), delivery.port(MailSite), delivery.port(IdentityProvider))


def delivery_info(context: Context, member: MemberId) -> DeliveryInfo:
    """Read a member's schedule and refused address, which hold in every community."""
    return context.one(sql.DELIVERY_INFO, of=member) or DeliveryInfo()


def fetch_profile(mailer: Mailer, key: str) -> Profile | None:
    """Ask the host for a user's profile; call it outside of a transaction, since it may be slow."""
    return mailer.identity.profile(key, None)
