"""The rules of cards and links: which kinds there are, and what of a card is shown; no database, no network."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from attrs import evolve

from commkit import FieldError, Invalid
from commkit_internal.business_objects.feature import BusinessObjectSettings
from commkit_internal.business_objects.records import CardField, ObjectCard, ObjectReference

MAX_FIELDS, MAX_TITLE, MAX_STATE, MAX_LABEL, MAX_VALUE, MAX_URL = 10, 300, 60, 60, 300, 2_000
MAX_OWN_LINKS = 20
"""Objects that one member links a post with, at most."""


def check_kind(settings: BusinessObjectSettings, kind: str) -> None:
    """Check that there is such a kind.

    Raises:
        Invalid: There is none.
    """
    if kind not in settings.kinds:
        raise Invalid.field("kind", "unknown", f"give one of {', '.join(settings.kinds)}")


def check_references(settings: BusinessObjectSettings, objects: Sequence[ObjectReference]) -> None:
    """Check which objects are asked for.

    Raises:
        Invalid: There is no such kind, or one is named twice.
    """
    known = ", ".join(settings.kinds)
    faults = [
        FieldError(f"objects.{place}.kind", "unknown", f"give one of {known}")
        for place, each in enumerate(objects)
        if each.kind not in settings.kinds
    ]
    if len(set(objects)) != len(objects):
        faults.append(FieldError("objects", "repeated", "name each object once"))
    if faults:
        raise Invalid(faults)


def shown_cards(
    settings: BusinessObjectSettings,
    cards: Iterable[ObjectCard],
    asked: Iterable[ObjectReference],
    now: datetime,
) -> Mapping[ObjectReference, ObjectCard]:
    """What is shown of the cards that a business system gave; none of an object that was not asked for.

    Args:
        settings: Those of the community.
        cards: What it gave.
        asked: What it was asked for.
        now: When it was asked.
    """
    wanted = set(asked)
    return {card.reference: _shown(settings, card, now) for card in cards if card.reference in wanted}


def is_linkable(settings: BusinessObjectSettings, url: str) -> bool:
    """Whether a card may link to an address: of http or https, on a host of the settings, and nothing hidden in it."""
    if len(url) > MAX_URL or not url.isascii() or not url.isprintable() or set(url) & set(" \\<>\"'`"):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() in settings.hosts


def _shown(settings: BusinessObjectSettings, card: ObjectCard, now: datetime) -> ObjectCard:
    """A card within its limits, without the address that it must not link to."""
    return evolve(
        card,
        title=_line(card.title, MAX_TITLE) or _line(card.key, MAX_TITLE),
        state=_line(card.state, MAX_STATE),
        url=card.url if is_linkable(settings, card.url) else "",
        fields=tuple(
            CardField(_line(each.label, MAX_LABEL), _line(each.value, MAX_VALUE))
            for each in card.fields[:MAX_FIELDS]
        ),
        as_of=min(card.as_of or now, now),
        cached=False,
    )


def _line(text: str, most: int) -> str:
    """A text on one line, without characters that control how it is shown, such as those that turn its direction."""
    kept = "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or _is_plain(sign))
    return " ".join(kept.split())[:most]


def _is_plain(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")
