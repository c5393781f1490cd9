"""What is sent to an endpoint: which fields of a fact, and how the message is signed."""

import base64
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, get_args, get_type_hints

import attrs

from commkit.runtime.model.extras import require_extra
from commkit.runtime.model.ids import is_id_type
from commkit.runtime.model.messages import Fact
from commkit.runtime.values.serialization import dump
from commkit.webhooks.records import DeliveryTarget

RETRY_SCHEDULE = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""Pauses before the second to the tenth attempt: https://www.standardwebhooks.com, "Retry schedule"."""

PREVIOUS_SECRET_DURATION = timedelta(days=1)
"""How long messages are signed with the previous secret, too, after it was rotated."""

_SECRET_BYTES = 32
"""The specification asks for 24 to 64."""


def new_secret() -> str:
    """Make a signing secret in the form of the Standard Webhooks specification."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def public_payload(fact: Fact) -> dict[str, Any]:
    """The fields of a fact that may leave the application: neither personal (they must stay erasable) nor inward."""
    values: dict[str, Any] = dump(fact)
    return {name: value for name, value in values.items() if name not in (*fact.personal, *fact.inward)}


@lru_cache(maxsize=1_024)
def object_fields(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a fact that hold ids of objects, with the class name of the record that each is named after.

    `post: PostId` names a `Post`, `posts: tuple[PostId, ...]` several of them.

    Args:
        kind: The class of the fact.
    """
    hints = get_type_hints(kind)
    return tuple(
        (field.name, name) for field in attrs.fields(kind) for name in _record_names(hints[field.name])
    )


def _record_names(hint: Any) -> Iterator[str]:
    if is_id_type(hint):
        yield str(hint.__name__).removesuffix("Id")
    for argument in get_args(hint):
        yield from _record_names(argument)


def signatures(target: DeliveryTarget, body: str, *, message_id: str, at: datetime) -> Iterator[str]:
    """The signatures of a message: with the secret, and with the previous one while it is accepted."""
    signer = require_extra("standardwebhooks", extra="webhooks").Webhook
    yield signer(target.secret).sign(message_id, at, body)
    if target.previous_secret and target.previous_secret_until and at < target.previous_secret_until:
        yield signer(target.previous_secret).sign(message_id, at, body)
