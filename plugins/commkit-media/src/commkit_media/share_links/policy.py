"""Tokens of links, which addresses they may lead to, and who is a program; no database."""

import secrets
from collections.abc import Collection
from datetime import date, timedelta
from urllib.parse import urlsplit

from commkit import Invalid, NotFound
from commkit_media.pages.addresses.policy import is_address, page_key

_TOKEN_BYTES = 9
_MOST_DAYS = timedelta(days=366)


def new_token() -> str:
    """A token of 72 random bits; it is no secret, and is hard to guess so that nobody counts what others share."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def leads_home(address: str, *, hosts: Collection[str], base_url: str) -> bool:
    """Whether an address is one of the host's: of its declared sites, or of the site whose pages the Kit knows.

    Args:
        address: The address.
        hosts: The sites, see `PageSettings.hosts`.
        base_url: The address of the site; empty where the host gave none.
    """
    if not is_address(address):
        return False
    try:
        page_key(address, hosts=hosts, tracking=())
    except Invalid as error:
        return all(each.code == "foreign_host" for each in error.errors) and _same_site(address, base_url)
    return True


def _same_site(address: str, base_url: str) -> bool:
    if not base_url:
        return False
    ours, theirs = urlsplit(base_url), urlsplit(address)
    return (ours.scheme, ours.netloc.lower()) == (theirs.scheme, theirs.netloc.lower())


def is_bot(user_agent: str, names: Collection[str]) -> bool:
    """Whether a program that names itself is declared as one that is not counted.

    Args:
        user_agent: What it sent; it is kept nowhere.
        names: Parts of such names in lower case, see `ShareSettings.bots`.
    """
    told = user_agent.lower()
    return any(name in told for name in names)


def check_period(since: date, until: date) -> None:
    """Check a period.

    Raises:
        Invalid: It ends before it begins, or is too long.
    """
    if until < since:
        raise Invalid.field("until", "before_since", "give a last day that is not before the first one")
    if until - since >= _MOST_DAYS:
        raise Invalid.field("until", "too_long", f"ask for {_MOST_DAYS.days} days at most")


def leads_nowhere() -> NotFound:
    """The one error for every link that leads nowhere, whatever the reason."""
    return NotFound("media.not_found", "this link leads nowhere")
