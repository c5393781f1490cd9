"""The checks that need only the text: length, links, words. Each gives its evidence, or None.

They take time in proportion to the length of the text: words are compared as words, and settings hold no patterns.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from commkit.moderation.feature import CheckMode, ModerationSettings

_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x2060, 0x2065), 0x00AD, 0x034F, 0x180E, 0xFEFF])
"""Characters that show nothing and could hide a word: zero-width spaces and joiners, soft hyphens."""
_WORD = re.compile(r"\w+")
_LINK = re.compile(r"(?:https?://|\bwww\.)([^\s/?#\\<>()\[\]\"']+)", re.IGNORECASE)
_MAX_HOST_LENGTH = 253
_MAX_LABELS = 10
_Phrases = Mapping[str, tuple[tuple[str, ...], ...]]

ANY_TEXT = ""
"""In place of a digest: counts all posts of a member, whatever their text."""


def check_length(text: str, settings: ModerationSettings) -> str | None:
    """Find a text that is too short or too long."""
    visible = sum(not character.isspace() for character in text)
    if visible < settings.min_length:
        return f"{visible} visible characters; at least {settings.min_length} are required"
    if len(text) > settings.max_length:
        return f"{len(text)} characters; at most {settings.max_length} are allowed"
    return None


def check_links(text: str, settings: ModerationSettings) -> str | None:
    """Find too many links, or one to a denied domain."""
    hosts = [_normalize_host(match.group(1)) for match in _LINK.finditer(text)]
    denied = _denied_domains(settings.denied_domains)
    for host in hosts:
        for domain in _with_parents(host):
            if domain in denied:
                return f"a link to {domain}"
    if len(hosts) > settings.max_links:
        return f"{len(hosts)} links; at most {settings.max_links} are allowed"
    return None


def check_words(text: str, settings: ModerationSettings) -> str | None:
    """Find a denied word or phrase."""
    denied = _denied_phrases(settings.denied_words)
    words = _WORD.findall(normalize(text))
    for place, word in enumerate(words):
        for phrase in denied.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return f"the words {' '.join(phrase)!r}"
    return None


TEXT_CHECKS: tuple[tuple[str, Callable[[str, ModerationSettings], str | None]], ...] = (
    ("length", check_length),
    ("links", check_links),
    ("words", check_words),
)
"""The checks that need only the text, by the setting that switches each of them on."""


def has_check(settings: ModerationSettings, mode: CheckMode) -> bool:
    """Whether any check has this mode."""
    return mode in (settings.length, settings.links, settings.repeat, settings.words, settings.rate)


def join_text(title: str, body: str, fields: str = "") -> str:
    """The text of a post that is checked: the title, if there is one, the body, and what stands in its fields."""
    return "\n".join(filter(None, (title, body, fields)))


def digest_of(text: str) -> str:
    """The same for texts that differ in case, spacing and invisible characters only."""
    return hashlib.sha256(" ".join(normalize(text).split()).encode()).hexdigest()


def normalize(text: str) -> str:
    """A text in the form in which it is compared: composed, in lower case, without invisible characters."""
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold()


@lru_cache(maxsize=256)
def _denied_phrases(denied: tuple[str, ...]) -> _Phrases:
    """Phrases by their first word."""
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for text in denied:
        phrase = tuple(_WORD.findall(normalize(text)))
        if phrase:
            phrases[phrase[0]] = (*phrases.get(phrase[0], ()), phrase)
    return phrases


@lru_cache(maxsize=256)
def _denied_domains(domains: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_normalize_host(domain) for domain in domains)


def _normalize_host(text: str) -> str:
    """A host without user, port and final dots, in ASCII where that is possible."""
    host = normalize(text.rpartition("@")[2].partition(":")[0]).strip(".")[-_MAX_HOST_LENGTH:]
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _with_parents(host: str) -> Iterator[str]:
    """`a.b.example`, `b.example`, `example`; at most ten labels."""
    labels = host.split(".")[-_MAX_LABELS:]
    for start in range(len(labels)):
        yield ".".join(labels[start:])
