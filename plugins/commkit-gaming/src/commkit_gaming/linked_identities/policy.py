"""The rules of linked identities that need no database."""

import hashlib
import hmac
from datetime import timedelta

from commkit import CommunityId
from commkit_gaming.linked_identities.ports import PlatformAccount

RETRY = timedelta(hours=6)
"""After how long a platform is asked again that did not answer."""
_LONGEST_ACCOUNT, _LONGEST_HANDLE = 255, 100


def account_hash(secret: str, community: CommunityId, platform: str, account: str) -> str:
    """The keyed hash of an account: HMAC-SHA-256 (RFC 2104), another one in each community.

    Args:
        secret: The host's secret.
        community: The community.
        platform: The name of the platform.
        account: The platform's id of the account.
    """
    name = platform.encode()
    told = community.bytes + len(name).to_bytes(4, "big") + name + account.encode()
    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


def checked_account(answer: object) -> PlatformAccount | None:
    """What a port answered, in the bounds of what is stored.

    Raises:
        TypeError: It is something else than an account or None.
        ValueError: The id or the handle is empty, too long, or has characters that show nothing.
    """
    if answer is None:
        return None
    if not isinstance(answer, PlatformAccount):
        raise TypeError(f"a LinkedIdentityPort gives a PlatformAccount or None, not {type(answer).__name__}")
    _check_text("account", answer.account, _LONGEST_ACCOUNT)
    _check_text("handle", answer.handle, _LONGEST_HANDLE)
    return answer


def _check_text(name: str, text: object, longest: int) -> None:
    if not isinstance(text, str):
        raise TypeError(f"the {name} of a PlatformAccount is a text, not {type(text).__name__}")
    if not (0 < len(text) <= longest and text.isprintable() and text.strip() == text):
        raise ValueError(f"the {name} of a PlatformAccount has 1 to {longest} characters that are shown")
