"""The JSON of cards, links and events; no network."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from commkit_internal.business_objects.records import (
    CardField,
    LinkNotice,
    ObjectCard,
    ObjectChange,
    ObjectEvent,
    ObjectReader,
    ObjectReference,
)

_CHANGES = {f"object.{change}": change for change in ObjectChange}
_MAX_KIND, _MAX_KEY = 32, 100


def question(objects: Sequence[ObjectReference], reader: ObjectReader, *, request: str) -> str:
    """What the business system is asked.

    Args:
        objects: Which objects.
        reader: For whom.
        request: What has to be answered.
    """
    return json.dumps(
        {
            "request": request,
            "reader": {
                "key": reader.key,
                "member": str(reader.member),
                "community": str(reader.community),
            },
            "objects": [{"kind": each.kind, "key": each.key} for each in objects],
        }
    )


def notice_body(notice: LinkNotice) -> str:
    """What the business system is told of a link."""
    return json.dumps(
        {
            "type": "object.linked" if notice.linked else "object.unlinked",
            "timestamp": _moment(notice.at),
            "data": {
                "kind": notice.kind,
                "key": notice.key,
                "community": str(notice.community),
                "thread": str(notice.thread),
                "post": str(notice.post),
            },
        }
    )


def read_answer(body: bytes, *, request: str, asked: Iterable[ObjectReference]) -> tuple[ObjectCard, ...]:
    """The cards in what a business system answered.

    Args:
        body: The body.
        request: What must be answered.
        asked: The objects that it was asked for; each has one card at most, and no other one has any.

    Raises:
        ValueError: It is no such answer; KeyError, TypeError and AttributeError mean the same.
    """
    values = json.loads(body)
    if values["request"] != request:
        raise ValueError("it answers another request")
    if not isinstance(values["cards"], list):
        raise TypeError("the cards are no list")
    left, cards = set(asked), []
    for each in values["cards"]:
        card = _card(each)
        left.remove(card.reference)
        cards.append(card)
    return tuple(cards)


def read_event(body: bytes, *, id: str) -> ObjectEvent:
    """An event as a business system writes it.

    Raises:
        ValueError: It is no event; KeyError, TypeError and AttributeError mean the same.
    """
    values = json.loads(body)
    data = values["data"]
    kind, key, news = _text(data["kind"]), _text(data["key"]), data.get("news", False)
    if not 0 < len(kind) <= _MAX_KIND or not 0 < len(key) <= _MAX_KEY or not isinstance(news, bool):
        raise ValueError("it is no event")
    return ObjectEvent(id, kind, key, _CHANGES[_text(values["type"])], news)


def _card(values: Any) -> ObjectCard:
    fields = values.get("fields", [])
    if not isinstance(fields, list):
        raise TypeError("the fields are no list")
    as_of = values.get("as_of")
    return ObjectCard(
        kind=_text(values["kind"]),
        key=_text(values["key"]),
        title=_text(values["title"]),
        state=_text(values["state"]),
        url=_text(values.get("url", "")),
        fields=tuple(CardField(_text(each["label"]), _text(each["value"])) for each in fields),
        as_of=None if as_of is None else _read_moment(_text(as_of)),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError("it is no text")
    value.encode()  # a lone surrogate is none either
    return value


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("it has no time zone")
    return at.astimezone(UTC)
