"""Addresses as mail servers take them: one person each, with the domain in ASCII."""

from email.headerregistry import Address

from commkit.runtime.model.extras import require_extra
from commkit.runtime.values.domains import map_domain

_MAX_LOCAL = 64
_MAX_DOMAIN = 253


def parse_address(text: str, name: str = "") -> Address:
    """The address `ada@example.org`; the domain of one like `info@müller.example` becomes `xn--mller-kva.example`.

    The part before the `@` stays as it is. If it is not ASCII, only servers with SMTPUTF8 take the address.

    Args:
        text: The address.
        name: The display name.

    Raises:
        ValueError: The text is no address.
    """
    try:
        made = _parsed(text.strip(), name)
    except (
        Exception
    ) as error:  # the standard library's parser raises many kinds of errors for invalid addresses
        raise ValueError(f"{text!r} is no address") from error
    if not made.username or not made.domain or not text.isprintable() or " " in text.strip():
        raise ValueError(f"{text!r} is no address")
    if len(made.username.encode()) > _MAX_LOCAL or len(made.domain) > _MAX_DOMAIN:
        raise ValueError(f"{text!r} is too long for an address")
    return made


def needs_smtputf8(*addresses: Address) -> bool:
    """Whether a server must offer SMTPUTF8 to take a mail with these addresses."""
    return not all(address.addr_spec.isascii() for address in addresses)


def ascii_domain(domain: str) -> str:
    """A domain as DNS and mail servers know it, by IDNA 2008 as browsers read it (UTS 46).

    Raises:
        ValueError: It holds a character that no domain has.
    """
    if domain.isascii():
        return domain
    idna = require_extra("idna", extra="mail")
    labels = map_domain(domain).split(".")
    return ".".join(label if label.isascii() else idna.encode(label).decode() for label in labels)


def _parsed(text: str, name: str) -> Address:
    local, _, domain = text.rpartition("@")
    domain = ascii_domain(domain)
    if local.isascii():
        return Address(name, addr_spec=f"{local}@{domain}")
    # The standard library knows only the grammar of ASCII (RFC 5322). RFC 6532 adds every other character to it, in the
    # place of a letter.
    letters = "".join(character if character.isascii() else "x" for character in local)
    if Address(addr_spec=f"{letters}@{domain}").username != letters:
        raise ValueError
    return Address(name, username=local, domain=domain)
