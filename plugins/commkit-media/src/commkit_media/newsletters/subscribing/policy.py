"""What an address and the tokens of a subscription are made of; no database.

A token that confirms is random, and its hash is stored. One that ends a subscription is signed (HMAC-SHA-256, RFC
2104) with the secret of the host's `MailSite`: it holds ids, no address, and does not expire, since a mail may be
opened years later.
"""

import hashlib
import hmac
import re
import secrets
from uuid import UUID

from attrs import frozen

from commkit import CommunityId, Conflict, Invalid, MemberId, NotFound
from commkit_media.newsletters.issues.records import IssueId
from commkit_media.newsletters.subscribing.records import SubscriptionId
from commkit_media.pages.addresses.policy import ascii_host

VISITORS = "visitors"
"""Stands for all who are not members, in what is counted."""
_NO_ISSUE = UUID(int=0)
_SECRET_BYTES = 24
_TOKEN = re.compile(r"([0-9a-f]{32})([0-9a-f]{32})([0-9a-f]{64})", re.ASCII)
_LOCAL = re.compile(r"[^\s@<>(),;:\"\\\[\]]{1,64}")
"""What stands before the @ of one address, and nothing that could be a second one or a header."""


@frozen
class EndedBy:
    """What a token ends.

    Attributes:
        subscription: The subscription.
        issue: The issue whose mail had it; None for the mail that asks to confirm.
    """

    subscription: SubscriptionId
    issue: IssueId | None


def clean_address(text: str) -> str | None:
    """An address as it is stored, with its domain in the one form that the DNS knows; None for what is none.

    One mailbox has one hash then, however its domain is written: what is counted of it is counted once, and who left
    is recognised.
    """
    local, _, domain = text.strip().rpartition("@")
    if not local.isprintable() or not _LOCAL.fullmatch(local):
        return None
    try:
        host = ascii_host(domain)
    except Invalid:
        return None
    return f"{local}@{host}" if "." in host else None


def who_of_address(secret: str, community: CommunityId, address: str) -> str:
    """The keyed hash of an address: without the host's secret nobody finds out whose it is by trying addresses."""
    written = clean_address(address) or address.strip()
    return _mac(secret, b"who", community.bytes, written.lower().encode())


def who_of_member(member: MemberId) -> str:
    """What stands for a member where an address has its hash."""
    return member.hex


def new_token() -> str:
    """A token that confirms: 192 random bits."""
    return secrets.token_bytes(_SECRET_BYTES).hex()


def hash_token(token: str) -> str:
    """What is stored of a token. It is random, so there is nothing to guess, and no salt is needed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def sign_end(secret: str, community: CommunityId, ended: EndedBy) -> str:
    """The token that ends a subscription."""
    subscription, issue = ended.subscription, ended.issue or _NO_ISSUE
    signed = _mac(secret, b"end", community.bytes, subscription.bytes, issue.bytes)
    return f"{subscription.hex}{issue.hex}{signed}"


def read_end(secret: str, community: CommunityId, token: str) -> EndedBy:
    """What a token ends.

    Raises:
        Invalid: It was not signed with this secret for this community.
    """
    found = _TOKEN.fullmatch(token)
    if found is not None:
        issue = UUID(found[2])
        ended = EndedBy(SubscriptionId(UUID(found[1])), IssueId(issue) if issue.int else None)
        if hmac.compare_digest(sign_end(secret, community, ended), token):
            return ended
    raise Invalid.field("token", "bad_token", "open the link just as it stands in the mail")


def _mac(secret: str, purpose: bytes, *parts: bytes) -> str:
    text = b"\0".join((b"commkit.media.newsletters", purpose, *parts))
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def no_mail() -> Conflict:
    """The error of a Kit that was given no `MailSite`."""
    return Conflict("media.no_mail_site", "this Kit sends no mail; give it the ports MailPort and MailSite")


def confirmation_not_found() -> NotFound:
    """The one error for every token that confirms nothing."""
    return NotFound(
        "media.confirmation_not_found",
        "this link was used already or has expired; ask for the newsletter again",
    )
