"""The text of mails, and the delays between attempts to send one."""

import hashlib
from datetime import timedelta
from html import escape

from commkit.notifications.mailing.records import MailContent
from commkit.rendering import render
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.ids import MemberId

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1_440))
"""The delays after each attempt that failed temporarily."""


def plain_body(content: MailContent, *, link: str, unsubscribe: str = "") -> str:
    """The body of a mail as plain text."""
    parts = [content.lead, content.body, link, _footer(content.community, unsubscribe) if unsubscribe else ""]
    return "\n\n".join(part for part in parts if part) + "\n"


def html_body(content: MailContent, *, link: str, unsubscribe: str = "") -> str:
    """The body of a mail as safe HTML; empty where the rendering extra is not installed."""
    try:
        body = render(content.body, markup=content.markup) if content.body else ""
    except PluginError:
        return ""
    parts = (
        f"<p>{escape(content.lead)}</p>" if content.lead else "",
        body,
        f'<p><a href="{escape(link)}">{escape(content.title)}</a></p>' if link else "",
        f"<p><small>You are a member of {escape(content.community)}.\n"
        f'<a href="{escape(unsubscribe)}">No more mail of this kind</a></small></p>'
        if unsubscribe
        else "",
    )
    return "\n".join(part for part in parts if part)


def _footer(community: str, unsubscribe: str) -> str:
    return f"-- \nYou are a member of {community}. No more mail of this kind: {unsubscribe}"


def address_hash(member: MemberId, address: str) -> str:
    """The hash stored of a refused address: enough to recognize it, not to recover it."""
    return hashlib.sha256(member.bytes + address.strip().lower().encode()).hexdigest()
