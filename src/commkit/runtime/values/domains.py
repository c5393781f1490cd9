"""Names of hosts in one form, label by label in ASCII, as browsers read them: rules, links and mail compare these.

Source: Unicode Technical Standard 46, section 4, without transitional processing, and https://url.spec.whatwg.org,
section 3.5. It needs no package: the mapping of UTS 46 is `toNFKC_Casefold` but for the characters below.
"""

import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from unicodedata import bidirectional, combining, normalize
from urllib.parse import unquote

from commkit.runtime.values.folding import strip_ignorable

_DEVIATIONS = frozenset("\u00df\u03c2\u200c\u200d")
"""Characters that a name keeps, though a folded text does not: sharp s, final sigma, the two joiners."""
_JOINERS = "\u200c\u200d"
_VIRAMA = 9
"""The combining class of signs that a joiner may follow."""
_MAX_HOST = 253
_MAX_LABEL = 63
_NUMBER = re.compile("0x[0-9a-f]*|[0-9]+")


def normalize_host(host: str) -> str:
    """The host of an address without user, port and final dots, in ASCII where that is possible; else as it is read.

    Args:
        host: What stands between the slashes and the path.
    """
    name = host.rpartition("@")[2]
    if name.startswith("["):
        return _bracketed(name)
    name = unquote(name).lstrip("/\\ ").rpartition("@")[2].partition(":")[0]
    name = map_domain(name).strip(".")[-_MAX_HOST:]
    return _dotted(name) or ".".join(map(_ascii_label, name.split(".")))


def map_domain(domain: str) -> str:
    """A domain with each character in the form that names have; every kind of full stop is a dot."""
    if domain.isascii():
        return domain.lower()
    mapped = normalize("NFC", "".join(map(_mapped, domain)))
    return mapped if mapped.isascii() else _without_joiners(mapped)


@lru_cache(maxsize=4_096)
def _mapped(character: str) -> str:
    if character in _DEVIATIONS:
        return character
    if character == "\u1e9e":  # the capital of sharp s
        return "\u00df"
    folded = strip_ignorable(normalize("NFKC", character)).casefold()
    return normalize("NFKC", folded).replace("\u3002", ".")


def _without_joiners(name: str) -> str:
    """A name with joiners only where letters join; elsewhere no name has them, and they show nothing."""
    if not any(joiner in name for joiner in _JOINERS):
        return name
    return "".join(
        character
        for place, character in enumerate(name)
        if character not in _JOINERS or (place and _joins(name[place - 1]))
    )


def _joins(before: str) -> bool:
    return combining(before) == _VIRAMA or bidirectional(before) in ("AL", "NSM")


def _ascii_label(label: str) -> str:
    if label.isascii() or len(label) > _MAX_LABEL:
        return label
    return f"xn--{label.encode('punycode').decode()}"


def _bracketed(name: str) -> str:
    inside = name[1:].partition("]")[0]
    try:
        return f"[{IPv6Address(inside).compressed}]"
    except AddressValueError:
        return inside.lower()


def _dotted(name: str) -> str | None:
    """The usual form of an IPv4 address, whose parts may be octal, hexadecimal and fewer; None for another name."""
    parts = name.split(".")
    if len(parts) > 4 or not all(map(_NUMBER.fullmatch, parts)):
        return None
    try:
        numbers = [_number(part) for part in parts]
        whole = sum(number << 8 * (3 - place) for place, number in enumerate(numbers[:-1]))
        if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(parts)):
            return None
        return str(IPv4Address(whole + numbers[-1]))
    except ValueError:
        return None


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") and len(part) > 1 else int(part)
