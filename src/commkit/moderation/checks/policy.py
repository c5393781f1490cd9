"""The checks that need only the text: length, links, words. Each gives its evidence, or None.

They take time in proportion to the length of the text: words are compared as words, and settings hold no patterns. What
a reader sees decides, and the source as well: markup can hide a word or an address from either.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from operator import add
from typing import TypeAlias
from unicodedata import normalize

from attrs import define

from commkit.moderation.checks.records import CheckMode
from commkit.moderation.lookalikes.policy import find_lookalike
from commkit.moderation.records import ModerationSettings
from commkit.moderation.text_direction.policy import in_shown_order
from commkit.rendering import ShownText, is_mail_link, link_host, read_shown
from commkit.runtime.values.domains import normalize_host
from commkit.runtime.values.folding import fold
from commkit.runtime.values.phrases import Phrase, PhraseFinder, folded_segments, phrase_of

_LINK = re.compile(r"(?:https?:[/\\]+|\bwww\.)([^\s/?#\\<>()\[\]\"']+)", re.IGNORECASE)
_MAILTO = re.compile(r"\bmailto:(?=\S)", re.IGNORECASE)
_MAX_LABELS = 10
_BLANK = re.compile("[\u2800\u3164\u115f\u1160\uffa0\U0001d159]")
"""Characters that show nothing and yet take up room: they may stand within a word, or between two."""

MAX_READ = 150_000
"""Characters that checks of words read of a text in its compatibility form, in which one may stand for eighteen. A
longer text is not read in part: it counts as one in which something was found."""

_GREEK = re.compile("[\u0386\u0388-\u0390\u03aa-\u03b0\u03ca-\u03ce\u1f00-\u1fff]")
"""Greek letters with accents and other signs; capitals within a text in capitals are written without them."""

ANY_TEXT = ""
"""In place of a digest: counts all posts of a member, whatever their text."""


def lines(*texts: str) -> str:
    """The texts that say something, a line each."""
    return "\n".join(filter(None, texts))


@define(slots=False, frozen=True)
class CheckedText:
    """The text of a post that is checked.

    Attributes:
        body: The body.
        title: The title; empty where there is none.
        fields: What stands in its fields, and its tags.
        markup: The markup of the body.
    """

    body: str
    title: str = ""
    fields: str = ""
    markup: str = "markdown"

    @cached_property
    def source(self) -> str:
        """The whole text as it is written."""
        return lines(self.title, self.body, self.fields)

    @property
    def readings(self) -> tuple[str, str]:
        """The text as it is written, and as it is seen."""
        return self.source, self.shown.text

    @property
    def spaced_readings(self) -> Iterator[str]:
        """The readings, also in the order in which they are shown, each without characters that show nothing.

        Where there are any such characters, also with spaces for them.
        """
        for read in dict.fromkeys((*self.readings, *map(in_shown_order, self.readings))):
            yield _BLANK.sub("", read)
            if _BLANK.search(read):
                yield _BLANK.sub(" ", read)

    @cached_property
    def read_length(self) -> int:
        """The characters of its longer reading in its compatibility form, in which words are compared."""
        return max(len(read if read.isascii() else normalize("NFKC", read)) for read in self.readings)

    @cached_property
    def shown(self) -> ShownText:
        """What a reader sees of it."""
        body = read_shown(self.body, markup=self.markup)
        return ShownText("\n".join(filter(None, (self.title, body.text, self.fields))), body.links)


def check_length(text: CheckedText, settings: ModerationSettings) -> str | None:
    """Find a text that is too short or too long."""
    visible = sum(not character.isspace() for character in text.source)
    if visible < settings.min_length:
        return f"{visible} visible characters; at least {settings.min_length} are required"
    if len(text.source) > settings.max_length:
        return f"{len(text.source)} characters; at most {settings.max_length} are allowed"
    return None


def check_links(text: CheckedText, settings: ModerationSettings) -> str | None:
    """Find too many links, or one to a denied domain. Those that write a mail count, those within the site do not."""
    mails = sum(map(is_mail_link, text.shown.links))
    linked = [host for link in text.shown.links if (host := link_host(link)) is not None]
    written = [[normalize_host(found[1]) for found in _LINK.finditer(read)] for read in text.readings]
    written_mails = [len(_MAILTO.findall(read)) for read in text.readings]
    denied = _denied_domains(settings.denied_domains)
    for host in {*linked, *(host for hosts in written for host in hosts)}:
        for domain in _with_parents(host):
            if domain in denied:
                return f"a link to {domain}"
    links = max(len(linked) + mails, *map(add, map(len, written), written_mails))
    if links > settings.max_links:
        return f"{links} links; at most {settings.max_links} are allowed"
    return None


def find_too_long(text: CheckedText) -> str | None:
    """Find a text that is too long to be read for words."""
    if text.read_length <= MAX_READ:
        return None
    return f"{text.read_length} characters when ligatures and the like are written out; at most {MAX_READ} are read"


def check_words(text: CheckedText, settings: ModerationSettings) -> str | None:
    """Find a denied word or phrase."""
    if too_long := find_too_long(text):
        return too_long
    denied = _denied_phrases(settings.denied_words)
    for read in text.spaced_readings:
        for phrase, _, _ in denied.find(_words(read)):
            return f"the words {phrase.text!r}"
    return None


def check_lookalikes(text: CheckedText, settings: ModerationSettings) -> str | None:
    """Find a denied word or phrase that is written in letters that look like its own, such as Cyrillic ones."""
    if too_long := find_too_long(text):
        return too_long
    for read in text.spaced_readings:
        found = find_lookalike(read, settings.denied_words)
        if found is not None:
            return f"the words {found[0]!r}, written as {found[1]!r} with letters that look alike"
    return None


Check: TypeAlias = Callable[[CheckedText, ModerationSettings], str | None]
"""A check gives its evidence, or None."""
SHOWN_CHECKS: tuple[tuple[str, Check], ...] = (
    ("links", check_links),
    ("words", check_words),
    ("lookalikes", check_lookalikes),
)
"""The checks of every text that members show to others."""
TEXT_CHECKS: tuple[tuple[str, Check], ...] = (("length", check_length), *SHOWN_CHECKS)
"""The checks that need only the text, by the setting that switches each of them on."""


def has_check(settings: ModerationSettings, mode: CheckMode) -> bool:
    """Whether any check has this mode."""
    return mode in (
        settings.length,
        settings.links,
        settings.repeat,
        settings.words,
        settings.lookalikes,
        settings.rate,
    )


def digest_of(text: CheckedText) -> str:
    """The same for texts that differ in case, spacing and invisible characters only."""
    return hashlib.sha256(" ".join(fold(text.source).split()).encode()).hexdigest()


def _words(text: str) -> list[str]:
    return [word for segment in folded_segments(text) for word in segment.words]


@lru_cache(maxsize=64)
def _denied_phrases(denied: tuple[str, ...]) -> PhraseFinder:
    return PhraseFinder(_phrases(denied))


def _phrases(denied: tuple[str, ...]) -> Iterator[Phrase]:
    """The phrases; those with Greek letters without accents as well, as capitals have none."""
    for text in denied:
        found = tuple(folded_segments(text))
        phrase = phrase_of(found)
        if phrase is None:
            continue
        yield phrase
        plain = phrase_of(tuple(folded_segments(_without_greek_accents(text))), phrase.text)
        if plain is not None and plain.words != phrase.words:
            yield plain


def _without_greek_accents(text: str) -> str:
    return _GREEK.sub(lambda letter: normalize("NFD", letter[0])[0], normalize("NFC", text))


@lru_cache(maxsize=256)
def _denied_domains(domains: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(normalize_host, domains))


def _with_parents(host: str) -> Iterator[str]:
    """`a.b.example`, `b.example`, `example`; at most ten labels."""
    labels = host.split(".")[-_MAX_LABELS:]
    for start in range(len(labels)):
        yield ".".join(labels[start:])
