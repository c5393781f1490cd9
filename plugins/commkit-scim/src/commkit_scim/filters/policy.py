"""What filters call the attributes, and what is refused."""

from typing import Any

from scim2_models.path import AttributeBinding

from commkit import Invalid
from commkit_scim.users.policy import ATTRIBUTES

NAMES = (*ATTRIBUTES.values(), "id", "manager.value", "roles.value")
"""The attributes of users that are kept as terms."""


def place_of(binding: AttributeBinding) -> str:
    """The attribute as it is called in the tables: `name.familyName`, `manager.value`, `meta.created`."""
    model: Any = binding.model
    name = _scim_name(model, binding.field_name)
    if binding.sub_field_name is None:
        return name
    return f"{name}.{_scim_name(binding.field_type, binding.sub_field_name)}"


def _scim_name(model: Any, field: str) -> str:
    alias = model.model_fields[field].serialization_alias
    return str(alias or field)


def invalid_filter(why: str) -> Invalid:
    """The error of a filter that cannot be carried out."""
    return Invalid.field(
        "filter", "invalid_filter", f"send a filter of RFC 7644 on attributes of the schema: {why[:300]}"
    )


def not_searched(place: str) -> Invalid:
    """The error of an attribute that is not kept, or not searched for."""
    return invalid_filter(f"{place!r} is not kept here, or not searched for")
