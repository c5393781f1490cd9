"""Fetching: how commkit and its plugins call URLs that somebody else chose.

Such a URL may lead into the host's own network: to its database or its cloud's metadata service. So the name is
resolved once, all its addresses are checked, and the connection goes to a checked one; redirects are not followed;
time and size are limited. The rules are those of the OWASP "Server-Side Request Forgery Prevention" sheet.
"""

from commkit.fetching.fetches import FetchResponse, fetch_url
from commkit.fetching.policy import FetchError, FetchPolicy, check_fetchable, is_public
from commkit.runtime.model.backoff import Backoff

__all__ = [
    "Backoff",
    "FetchError",
    "FetchPolicy",
    "FetchResponse",
    "check_fetchable",
    "fetch_url",
    "is_public",
]
