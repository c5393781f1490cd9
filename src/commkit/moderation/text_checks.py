"""The checks that need nothing but the text: length, links, words. Each gives its evidence, or None.

All of them take time in proportion to the text, whatever it is: words are compared as words, and no pattern comes from
outside.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from commkit.moderation.feature import ModerationSettings

_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x2060, 0x2065), 0x00AD, 0x034F, 0x180E, 0xFEFF])
"""Characters that show nothing and would hide a word: zero-width spaces and joiners, soft hyphens."""
_WORD = re.compile(r"\w+")
_LINK = re.compile(r"(?:https?://|\bwww\.)([^\s/?#\\<>()\[\]\"']+)", re.IGNORECASE)
_LONGEST_NAME = 253
_Rules = Mapping[str, tuple[tuple[str, ...], ...]]


def length(text: str, settings: ModerationSettings) -> str | None:
    """Too short or too long."""
    seen = sum(not character.isspace() for character in text)
    if seen < settings.min_length:
        return f"{seen} visible characters; at least {settings.min_length} are wanted"
    if len(text) > settings.max_length:
        return f"{len(text)} characters; at most {settings.max_length} are wanted"
    return None


def links(text: str, settings: ModerationSettings) -> str | None:
    """Too many links, or one to a denied domain."""
    hosts = [_host(found.group(1)) for found in _LINK.finditer(text)]
    denied = _denied(settings.denied_domains)
    for host in hosts:
        for domain in _with_parents(host):
            if domain in denied:
                return f"a link to {domain}"
    if len(hosts) > settings.max_links:
        return f"{len(hosts)} links; at most {settings.max_links} are wanted"
    return None


def words(text: str, settings: ModerationSettings) -> str | None:
    """A denied word or phrase."""
    rules = _rules(settings.denied_words)
    told = _WORD.findall(plain(text))
    for place, word in enumerate(told):
        for phrase in rules.get(word, ()):
            if tuple(told[place : place + len(phrase)]) == phrase:
                return f"the words {' '.join(phrase)!r}"
    return None


def plain(text: str) -> str:
    """A text as it is compared: composed, without letter case and without characters that show nothing."""
    return unicodedata.normalize("NFKC", text).translate(_UNSEEN).casefold()


@lru_cache(maxsize=256)
def _rules(denied: tuple[str, ...]) -> _Rules:
    """Phrases by their first word."""
    rules: dict[str, tuple[tuple[str, ...], ...]] = {}
    for wish in denied:
        phrase = tuple(_WORD.findall(plain(wish)))
        if phrase:
            rules[phrase[0]] = (*rules.get(phrase[0], ()), phrase)
    return rules


@lru_cache(maxsize=256)
def _denied(domains: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_host(domain) for domain in domains)


def _host(found: str) -> str:
    """A host without user, port and final dots, in one spelling."""
    host = plain(found.rpartition("@")[2].partition(":")[0]).strip(".")[-_LONGEST_NAME:]
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _with_parents(host: str) -> Iterator[str]:
    """`a.b.example`, `b.example`, `example`; as many as a name may have."""
    parts = host.split(".")[-10:]
    for start in range(len(parts)):
        yield ".".join(parts[start:])
