"""The text of mails, and the delays between attempts to send one."""

import hashlib
from datetime import timedelta
from functools import partial
from html import escape

from commkit.notifications.mailing.records import MailContent
from commkit.rendering import LinkResolver, absolute_link, has_relative_links, render, to_text
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.ids import MemberId

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1_440))
"""The delays after each attempt that failed temporarily."""

_READABLE = frozenset({"markdown", "plain"})
"""Markups whose source reads well as plain text."""


def plain_body(content: MailContent, *, link: str, unsubscribe: str = "", base_url: str = "") -> str:
    """The body of a mail as plain text."""
    body = _plain_text(content, _resolver(link, base_url))
    parts = [content.lead, body, link, _footer(content.community, unsubscribe) if unsubscribe else ""]
    return "\n\n".join(part for part in parts if part) + "\n"


def html_body(content: MailContent, *, link: str, unsubscribe: str = "", base_url: str = "") -> str:
    """The body of a mail as safe HTML; empty where the rendering extra is not installed."""
    resolve_link = _resolver(link, base_url)
    try:
        body = render(content.body, markup=content.markup, resolve_link=resolve_link) if content.body else ""
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


def _plain_text(content: MailContent, resolve_link: LinkResolver) -> str:
    """The body as plain text. Markdown stays as it was written, unless it has a link that needs its page."""
    try:
        if content.markup in _READABLE and not has_relative_links(content.body, markup=content.markup):
            return content.body
        return to_text(content.body, markup=content.markup, resolve_link=resolve_link)
    except PluginError:
        return content.body


def _resolver(link: str, base_url: str) -> LinkResolver:
    """What makes the links of a body absolute; `link` is its page."""
    return partial(absolute_link, base_url=base_url, page_url=link)


def _footer(community: str, unsubscribe: str) -> str:
    return f"-- \nYou are a member of {community}. No more mail of this kind: {unsubscribe}"


def address_hash(member: MemberId, address: str) -> str:
    """The hash stored of a refused address: enough to recognize it, not to recover it."""
    return hashlib.sha256(member.bytes + address.strip().lower().encode()).hexdigest()
