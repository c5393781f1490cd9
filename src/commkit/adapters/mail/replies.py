"""What the answer of a mail server means: that an address is gone, that a mail is refused, or that it goes later.

An address is given up only if the server says that there is no such mailbox: a refusal that says something else, or
nothing, is about the mail or its sender. What the host can correct, such as a login, is tried again.
"""

import re
from enum import Enum, auto

from commkit.notifications import MailDelayed, MailRefused

_ENHANCED = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})(?!\d)")
_GONE = frozenset({(1, 1), (1, 2), (1, 3), (1, 6), (1, 10)})
"""Enhanced codes that say that there is no such mailbox: RFC 3463 section 3.2, RFC 7505."""
_NO_SMTPUTF8 = frozenset({(6, 7), (6, 9)})
"""RFC 6531 section 3.3."""
_NO_MAIL = 556
"""The code of a domain without mail (RFC 7504)."""
_LOGIN = frozenset({530, 534, 535, 538})
"""Codes of a missing or failed login (RFC 4954)."""
_MAILBOX = r"(?:users?|mailbox|recipients?|accounts?|address(?:es)?|e-?mail|person|customer|subscriber|inbox)"
_NOBODY = re.compile(
    rf"\bno (?:such|valid|known) (?:[\w-]+ ){{0,2}}{_MAILBOX}\b"
    rf"|\bno {_MAILBOX}(?: here| found| by that| with that|\W*$)"
    rf"|\b(?:unknown|invalid|non-?existent|not an? (?:known|valid|existing)) (?:[\w-]+ ){{0,2}}{_MAILBOX}\b"
    rf"|\b{_MAILBOX}\b[^.;]{{0,60}}?\b(?:unknown|not (?:found|known|exist|valid|recogni[sz]ed)|invalid|"
    r"no longer (?:exists|valid|here|available|in use)|non-?existent)\b"
    r"|\b(?:does(?:n.t| not)|do not) (?:exist|have an? (?:\S+ )?(?:account|mailbox))\b"
    r"|^\W*unknown\W*$",
    re.IGNORECASE,
)
"""Words of a 550 without an enhanced code that say so; RFC 5321 lets it refuse for any other reason as well."""
_SENDER = re.compile(
    r"\b(?:senders?|from|helo|ehlo|ptr|reverse|dns|hosts?|ips?|spf|dkim|dmarc|temporar\w+|later|again|"
    r"gr[ae]y ?list\w*|rate|limit\w*|polic\w+|spam\w*|block\w*|reputation|relay\w*|authenticat\w+|quota|full)\b",
    re.IGNORECASE,
)
"""Words of a refusal of who sends, or of now, whatever else it says."""
_ADDRESS = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|[^\s<>"@,;()]+)@[^\s<>,;()]+|<[^<>\s:/]*>""")
"""An address, as the servers repeat it. Its words are its owner's: `hosts.example`, `unknown.user@`."""


class Stage(Enum):
    """What a server answered: the greeting, login or sender; the recipient; the content."""

    SENDER = auto()
    RECIPIENT = auto()
    CONTENT = auto()


def failure(stage: Stage, code: int, text: str) -> MailRefused | MailDelayed:
    """The error for an answer that is no success. It says the codes, not the text, which may hold the address.

    Args:
        stage: What was answered.
        code: The code of three digits.
        text: The rest of the answer.
    """
    enhanced = _enhanced(text)
    if enhanced is not None and enhanced[1:] in _NO_SMTPUTF8 and code >= 500:
        return unsupported_address()
    shown = f"{code} {'.'.join(map(str, enhanced))}" if enhanced else str(code)
    if not 500 <= code < 600 or code in _LOGIN or (enhanced is not None and enhanced[0] == 4):
        return delayed(shown)
    detail = enhanced[1:] if enhanced else None
    if stage is Stage.SENDER and code != 552 and detail not in ((2, 3), (3, 4)):
        return delayed(shown)  # of the sender's refusals, only that of a size is about the mail
    return refused(shown, address_gone=stage is not Stage.SENDER and _says_gone(stage, code, detail, text))


def unsupported_address() -> MailDelayed:
    """The error for an address that the server cannot take, and another one can."""
    return MailDelayed(
        "notifications.mail_address_unsupported",
        "the address is not ASCII before its @, and this mail server offers no SMTPUTF8; use one that does",
    )


def delayed(reason: str) -> MailDelayed:
    """The error for a mail that is tried again."""
    return MailDelayed(
        "notifications.mail_delayed", f"the mail server did not accept it now ({reason}); it is tried again"
    )


def refused(reason: str, *, address_gone: bool) -> MailRefused:
    """The error for a mail that is not tried again."""
    return MailRefused(
        "notifications.mail_refused",
        f"the mail server refused it with {reason}",
        address_gone=address_gone,
    )


def _says_gone(stage: Stage, code: int, detail: tuple[int, int] | None, text: str) -> bool:
    if detail is not None:
        return detail in _GONE
    if stage is not Stage.RECIPIENT:
        return False
    said = _ADDRESS.sub("<>", text)
    return code == _NO_MAIL or (
        code == 550 and _NOBODY.search(said) is not None and _SENDER.search(said) is None
    )


def _enhanced(text: str) -> tuple[int, int, int] | None:
    found = _ENHANCED.match(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None
