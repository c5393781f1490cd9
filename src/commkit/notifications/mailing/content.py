"""What a mail says: taken from the object itself, as the member who gets the mail sees it."""

from html import escape
from typing import Any

from attrs import frozen

from commkit.communities import Charter
from commkit.notifications.records import Notification
from commkit.notifications.visibility import visible_object
from commkit.posts import Post
from commkit.rendering import render
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.sessions.context import Context

_MOST = 5_000
"""Characters of a post that a mail holds."""


@frozen(kw_only=True)
class MailContent:
    """What is told of an object.

    Attributes:
        community: The community's title.
        slug: Its name in addresses.
        title: What the object is called, or the summary of the kind of notification.
        lead: Who did what, one sentence; may be empty.
        body: What it says; may be empty.
        markup: What the body is written in.
    """

    community: str
    slug: str
    title: str
    lead: str = ""
    body: str = ""
    markup: str = "markdown"


def mail_content(context: Context, kind: NotificationKind, object: Any) -> MailContent:
    """What to tell of an object that the session's actor sees."""
    here = context.community
    if isinstance(object, Post):
        body = object.body if len(object.body) <= _MOST else object.body[:_MOST] + " …"
        return MailContent(
            community=here.title,
            slug=here.slug,
            title=title_of(context, object, kind.summary),
            lead=f"{object.author_name} wrote:",
            body=body,
            markup=object.markup,
        )
    return MailContent(
        community=here.title,
        slug=here.slug,
        title=title_of(context, object, kind.summary),
        lead=kind.summary,
        body=_end_of(context, object) if isinstance(object, Charter) else "",
    )


def _end_of(context: Context, charter: Charter) -> str:
    """What its stewards say of the end, as the charter has it now."""
    if charter.closes_at is None:
        return ""
    if context.community.archived_at is not None:
        return charter.farewell
    return f"{charter.reason}\n\nIt will be archived on {charter.closes_at:%Y-%m-%d %H:%M} UTC."


def title_of(context: Context, object: Any, otherwise: str) -> str:
    """What an object is called: a reply as its thread is."""
    if isinstance(object, Post) and not object.opens:
        opening = visible_object(context, Post.__name__, object.thread)
        return f"Re: {opening.title}" if opening is not None and opening.title else otherwise
    return getattr(object, "title", "") or getattr(object, "name", "") or otherwise


def titled(context: Context, told: list[Notification]) -> list[tuple[Notification, str]]:
    """Each notification with what its object is called; without those whose object is not visible."""
    found = []
    for notification in told:
        object = visible_object(context, notification.record, notification.object)
        kind = context.dispatch.notification_kinds.get(notification.kind)
        if object is not None and kind is not None:
            title = title_of(context, object, kind.summary)
            found.append(
                (notification, f"{title} ({notification.count})" if notification.count > 1 else title)
            )
    return found


def plain_body(said: MailContent, *, link: str, unsubscribe: str = "") -> str:
    """The body of a mail as plain text."""
    parts = [said.lead, said.body, link, _footer(said.community, unsubscribe) if unsubscribe else ""]
    return "\n\n".join(part for part in parts if part) + "\n"


def html_body(said: MailContent, *, link: str, unsubscribe: str = "") -> str:
    """The body of a mail as safe HTML; empty where the rendering extra is not installed."""
    try:
        body = render(said.body, markup=said.markup) if said.body else ""
    except PluginError:
        return ""
    parts = (
        f"<p>{escape(said.lead)}</p>" if said.lead else "",
        body,
        f'<p><a href="{escape(link)}">{escape(said.title)}</a></p>' if link else "",
        f"<p><small>You are a member of {escape(said.community)}.\n"
        f'<a href="{escape(unsubscribe)}">No more mail of this kind</a></small></p>'
        if unsubscribe
        else "",
    )
    return "\n".join(part for part in parts if part)


def _footer(community: str, unsubscribe: str) -> str:
    return f"-- \nYou are a member of {community}. No more mail of this kind: {unsubscribe}"
