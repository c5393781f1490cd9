"""What may be fetched: the limits of a fetch, which addresses are public, and the check of a URL."""

from collections.abc import Iterable
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from attrs import field, frozen

from commkit.runtime.model.errors import CommkitError

Address = IPv4Address | IPv6Address
_NAT64 = ip_network("64:ff9b::/96")


class FetchError(CommkitError):
    """A URL could not be fetched, or must not be; see `code`."""


def _networks(texts: Iterable[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(text) for text in texts)


@frozen(kw_only=True)
class FetchPolicy:
    """The limits of fetches; the host sets its own with `Kit(ports={FetchPolicy: FetchPolicy(...)})`.

    Attributes:
        allowed_networks: Networks that are allowed although they are not public, such as `10.1.0.0/16`.
        allow_http: Whether `http:` is allowed, too.
        timeout: For the whole fetch, from the connection to the last byte; the resolver has its own timeout.
        max_bytes: The size of a response at most, in bytes.
    """

    allowed_networks: tuple[IPv4Network | IPv6Network, ...] = field(default=(), converter=_networks)
    allow_http: bool = False
    timeout: timedelta = timedelta(seconds=15)
    max_bytes: int = 1_000_000

    def allows(self, address: Address) -> bool:
        """Whether connections to this address are allowed."""
        return is_public(address) or any(
            address in network for network in self.allowed_networks if network.version == address.version
        )


def is_public(address: Address) -> bool:
    """Whether an address is public, by the IANA registries; checks IPv4 addresses embedded in IPv6 addresses, too."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFF_FFFF)
        if address.teredo is not None:
            return all(is_public(each) for each in address.teredo)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def check_fetchable(url: str, policy: FetchPolicy) -> SplitResult:
    """Check a URL as far as possible without resolving its host.

    Args:
        url: The URL.
        policy: The limits of the fetch.

    Raises:
        FetchError: `fetching.bad_url` or `fetching.private_address`.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _bad_url_error("it cannot be read") from None
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise _bad_url_error("write it with plain letters; other names in their `xn--` form")
    if parts.scheme not in ("https", "http") or (parts.scheme == "http" and not policy.allow_http):
        raise _bad_url_error("begin it with https://")
    if not host or port == 0:
        raise _bad_url_error("name a host")
    if parts.username is not None or parts.password is not None:
        raise _bad_url_error("leave user name and password out")
    try:
        literal = ip_address(host)
    except ValueError:
        return parts
    check_allowed([literal], policy)
    return parts


def check_allowed(addresses: Iterable[Address], policy: FetchPolicy) -> None:
    """Check every address of a host: an attacker may add a public address to private ones."""
    for address in addresses:
        if not policy.allows(address):
            raise fetch_error(
                "private_address",
                f"{address} is not on the public internet, and the fetch policy does not allow it",
            )


def _bad_url_error(why: str) -> FetchError:
    return fetch_error("bad_url", f"this URL cannot be used: {why}")


def fetch_error(word: str, message: str) -> FetchError:
    """The error with the code `fetching.word`."""
    return FetchError(f"fetching.{word}", message)
