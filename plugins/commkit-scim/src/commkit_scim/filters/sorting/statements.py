"""Orders of RFC 7644 (3.4.2.3) as orders of SQL."""

from typing import Any

from pydantic import ValidationError
from scim2_models import SCIMException, SearchRequest
from scim2_models.path import (
    AttributeBinding,
)
from sqlalchemy import ColumnElement, func, select

from commkit import Invalid
from commkit_scim.filters.policy import NAMES, place_of
from commkit_scim.policy import ScimSettings
from commkit_scim.schemas.records import Group, user_model
from commkit_scim.tables import directory_group, email, term, user


def user_order(text: str, settings: ScimSettings) -> ColumnElement[Any] | None:
    """What users are put into order by; None for an empty text.

    Raises:
        Invalid: There is no such attribute, or it gives no order.
    """
    if not text:
        return None
    binding = _sort_binding(text, user_model(emails=settings.emails, roles=settings.roles))
    place = place_of(binding)
    if place in ("meta.created", "meta.lastModified"):
        return user.c.created_at if place == "meta.created" else user.c.updated_at
    if place == "active":
        return user.c.active
    if place == "emails.value":
        return (
            select(func.min(email.c.value_key))
            .where(email.c.community_id == user.c.community_id, email.c.id == user.c.id)
            .scalar_subquery()
        )
    if place not in NAMES:
        raise _no_order(text)
    return (
        select(term.c.value)
        .where(term.c.community_id == user.c.community_id, term.c.id == user.c.id, term.c.attribute == place)
        .scalar_subquery()
    )


def group_order(text: str) -> ColumnElement[Any] | None:
    """What groups are put into order by; None for an empty text.

    Raises:
        Invalid: There is no such attribute, or it gives no order.
    """
    if not text:
        return None
    columns: dict[str, ColumnElement[Any]] = {
        "id": directory_group.c.id,
        "displayName": directory_group.c.title_key,
        "externalId": func.nullif(directory_group.c.external_id, ""),
        "meta.created": directory_group.c.created_at,
        "meta.lastModified": directory_group.c.updated_at,
    }
    found = columns.get(place_of(_sort_binding(text, Group)))
    if found is None:
        raise _no_order(text)
    return found


def _sort_binding(text: str, model: Any) -> AttributeBinding:
    try:
        request: Any = SearchRequest[model].model_validate({"sortBy": text})
        binding = request.sort_binding(model)
    except (SCIMException, ValidationError):
        binding = None
    if not isinstance(binding, AttributeBinding):
        raise _no_order(text)
    return binding


def _no_order(text: str) -> Invalid:
    return Invalid.field("sort_by", "no_order", f"sort by an attribute that is kept here, not {text[:100]!r}")
