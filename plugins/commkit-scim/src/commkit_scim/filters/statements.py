"""Filters and orders of RFC 7644 (3.4.2) as conditions and orders of SQL; nothing of what was sent becomes SQL text."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen
from pydantic import ValidationError
from scim2_models import SCIMException, ScimFilter, SearchRequest
from scim2_models.path import (
    AttributeBinding,
    AttrPath,
    CompareOperator,
    Comparison,
    FilterNode,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
    coerce_value,
)
from sqlalchemy import ColumnElement, and_, exists, false, func, literal, not_, or_, select, true

from commkit import Invalid
from commkit.storage import Id
from commkit_scim.policy import ScimSettings, fold
from commkit_scim.schemas.records import Group, user_model
from commkit_scim.tables import directory_group, directory_member, email, term, user
from commkit_scim.users.policy import ATTRIBUTES, ENTERPRISE

Condition = ColumnElement[bool]
_CORE = "urn:ietf:params:scim:schemas:core:2.0:"
_NAMES = {
    **{
        attribute: (attribute.partition(".")[0], attribute.partition(".")[2])
        for attribute in ATTRIBUTES.values()
    },
    "id": ("id", ""),
    "manager.value": ("manager", "value"),
    "roles.value": ("roles", "value"),
}


def user_condition(text: str, settings: ScimSettings) -> Condition:
    """The condition of a filter of users; true for an empty one.

    Raises:
        Invalid: It cannot be read, or names what users have not.
    """
    model = user_model(emails=settings.emails, roles=settings.roles)
    return _condition(text, model, _User("User", user.c.created_at, user.c.updated_at))


def group_condition(text: str) -> Condition:
    """The condition of a filter of groups; true for an empty one.

    Raises:
        Invalid: It cannot be read, or names what groups have not.
    """
    return _condition(
        text, Group, _Group("Group", directory_group.c.created_at, directory_group.c.updated_at)
    )


def user_order(text: str, settings: ScimSettings) -> ColumnElement[Any] | None:
    """What users are put into order by; None for an empty text.

    Raises:
        Invalid: There is no such attribute, or it gives no order.
    """
    if not text:
        return None
    binding = _sort_binding(text, user_model(emails=settings.emails, roles=settings.roles))
    place = _place(binding)
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
    if place not in _NAMES:
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
    found = columns.get(_place(_sort_binding(text, Group)))
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


def _condition(text: str, model: Any, places: "_Places") -> Condition:
    if not text:
        return true()
    try:
        made: Any = ScimFilter[model](text)
        return _Conditions(made, places).visit(made.ast)
    except (SCIMException, ValidationError, RecursionError) as error:
        told = str(error) if isinstance(error, SCIMException) else "it cannot be read"
        raise invalid_filter(told) from None


def invalid_filter(why: str) -> Invalid:
    """The error of a filter that cannot be carried out."""
    return Invalid.field(
        "filter", "invalid_filter", f"send a filter of RFC 7644 on attributes of the schema: {why[:300]}"
    )


def _place(binding: AttributeBinding) -> str:
    """The attribute as it is called in the tables: `name.familyName`, `manager.value`, `meta.created`."""
    model: Any = binding.model
    name = _scim_name(model, binding.field_name)
    if binding.sub_field_name is None:
        return name
    return f"{name}.{_scim_name(binding.field_type, binding.sub_field_name)}"


def _scim_name(model: Any, field: str) -> str:
    alias = model.model_fields[field].serialization_alias
    return str(alias or field)


class _Conditions(FilterVisitor[Condition]):
    """Walks a filter; what each attribute comes to is said by the places of its resource."""

    def __init__(self, whole: Any, places: "_Places") -> None:
        self._whole = whole
        self._places = places

    def visit_comparison(self, node: Comparison) -> Condition:
        binding = self._whole.resolve_comparison(node.attr_path)
        value = coerce_value(binding, node.value, node.op)
        place = _place(binding)
        if value is None:
            present = self._places.present(place)
            return not_(present) if node.op is CompareOperator.eq else present
        return self._places.compare(place, node.op, value)

    def visit_present(self, node: Present) -> Condition:
        return self._places.present(_place(self._whole.resolve(node.attr_path)))

    def visit_not(self, node: Not) -> Condition:
        return not_(self.visit(node.expr))

    def visit_logical_expr(self, node: LogicalExpr) -> Condition:
        join = and_ if node.op is LogicalOperator.and_ else or_
        return join(*(self.visit(term) for term in node.terms))

    def visit_value_path(self, node: ValuePath) -> Condition:
        place = _place(self._whole.resolve(node.attr_path))
        return self._places.some(place, node.val_filter)


@frozen
class _Places:
    """Where the attributes of a resource are.

    Attributes:
        name: The name of the resource type.
        created: The column of its creation.
        changed: The column of its last change.
    """

    name: str
    created: ColumnElement[Any]
    changed: ColumnElement[Any]

    def compare(self, place: str, op: CompareOperator, value: Any) -> Condition:
        if place == "meta.created":
            return _ordered(self.created, op, value)
        if place == "meta.lastModified":
            return _ordered(self.changed, op, value)
        if place == "meta.resourceType":
            return _text(literal(self.name.lower()), op, fold(str(value)))
        if place == "schemas":
            return or_(*(_text(literal(each), op, fold(str(value))) for each in self.schemas()))
        return self.compare_own(place, op, value)

    def present(self, place: str) -> Condition:
        if place in ("meta", "meta.created", "meta.lastModified", "meta.resourceType", "schemas", "id"):
            return true()
        return self.own_present(place)

    def schemas(self) -> tuple[str, ...]:
        return (fold(f"{_CORE}{self.name}"),)

    def compare_own(self, place: str, op: CompareOperator, value: Any) -> Condition:
        raise NotImplementedError

    def own_present(self, place: str) -> Condition:
        raise NotImplementedError

    def some(self, place: str, inner: FilterNode) -> Condition:
        raise NotImplementedError


class _User(_Places):
    def schemas(self) -> tuple[str, ...]:
        return (*super().schemas(), fold(ENTERPRISE))

    def compare_own(self, place: str, op: CompareOperator, value: Any) -> Condition:
        if place == "active":
            return (
                user.c.active.is_(bool(value))
                if op is CompareOperator.eq
                else user.c.active.is_not(bool(value))
            )
        if place.startswith("emails."):
            found = _some_email(_email(place.removeprefix("emails."), op, value))
            return or_(found, not_(_some_email(true()))) if op is CompareOperator.ne else found
        if place not in _NAMES:
            raise _not_searched(place)
        wanted = str(value) if place in ("id", "externalId", "manager.value") else fold(str(value))
        if op is CompareOperator.ne:
            return not_(_has_term(term.c.attribute == place, term.c.value == wanted))
        return _has_term(term.c.attribute == place, _text(term.c.value, op, wanted))

    def own_present(self, place: str) -> Condition:
        if place == "active":
            return true()
        if place.startswith("emails"):
            return _some_email(true())
        names = [name for name in _NAMES if name == place or name.startswith(f"{place}.")]
        if not names:
            raise _not_searched(place)
        return _has_term(term.c.attribute.in_(names))

    def some(self, place: str, inner: FilterNode) -> Condition:
        if place == "emails":
            return _some_email(_InElement(_email).visit(inner))
        if place == "roles":
            return _has_term(term.c.attribute == "roles.value", _InElement(_role).visit(inner))
        raise _not_searched(place)


class _Group(_Places):
    def compare_own(self, place: str, op: CompareOperator, value: Any) -> Condition:
        text = str(value)
        if place == "displayName":
            return _text(directory_group.c.title_key, op, fold(text))
        if place == "externalId":
            found = _text(directory_group.c.external_id, op, text)
            return found if op is CompareOperator.ne else and_(directory_group.c.external_id != "", found)
        if place == "id":
            return _same_id(directory_group.c.id, op, text)
        if place.startswith("members."):
            found = _some_member(_member(place.removeprefix("members."), op, value))
            return or_(found, not_(_some_member(true()))) if op is CompareOperator.ne else found
        raise _not_searched(place)

    def own_present(self, place: str) -> Condition:
        if place == "displayName":
            return true()
        if place == "externalId":
            return directory_group.c.external_id != ""
        if place.startswith("members"):
            return _some_member(true())
        raise _not_searched(place)

    def some(self, place: str, inner: FilterNode) -> Condition:
        if place != "members":
            raise _not_searched(place)
        return _some_member(_InElement(_member).visit(inner))


Element = Callable[[str, CompareOperator, Any], Condition]


class _InElement(FilterVisitor[Condition]):
    """Walks the filter in the brackets of a value path: all of it is about one value."""

    def __init__(self, compare: Element) -> None:
        self._compare = compare

    def visit_comparison(self, node: Comparison) -> Condition:
        if node.value is None:
            present = self.visit_present(Present(node.attr_path))
            return not_(present) if node.op is CompareOperator.eq else present
        return self._compare(_inner_name(node.attr_path), node.op, node.value)

    def visit_present(self, node: Present) -> Condition:
        name = _inner_name(node.attr_path)
        if name == "primary":
            return true()
        return self._compare(name, CompareOperator.ne, "")

    def visit_not(self, node: Not) -> Condition:
        return not_(self.visit(node.expr))

    def visit_logical_expr(self, node: LogicalExpr) -> Condition:
        join = and_ if node.op is LogicalOperator.and_ else or_
        return join(*(self.visit(term) for term in node.terms))

    def visit_value_path(self, node: ValuePath) -> Condition:
        raise invalid_filter("brackets stand in no brackets")


def _inner_name(path: AttrPath) -> str:
    return path.attr.lower()


def _email(name: str, op: CompareOperator, value: Any) -> Condition:
    if name == "primary" and isinstance(value, bool):
        return email.c.primary.is_(value) if op is CompareOperator.eq else email.c.primary.is_not(value)
    columns: Mapping[str, ColumnElement[Any]] = {"value": email.c.value_key, "type": email.c.type_key}
    if name not in columns or not isinstance(value, str):
        raise _not_searched(f"emails.{name}")
    return _text(columns[name], op, fold(value))


def _role(name: str, op: CompareOperator, value: Any) -> Condition:
    if name != "value" or not isinstance(value, str):
        raise _not_searched(f"roles.{name}")
    return _text(term.c.value, op, fold(value))


def _member(name: str, op: CompareOperator, value: Any) -> Condition:
    if name == "type":
        return _text(literal("user"), op, fold(str(value)))
    if name == "value":
        return _same_id(directory_member.c.member, op, str(value))
    raise _not_searched(f"members.{name}")


def _some_email(condition: Condition) -> Condition:
    return (
        exists()
        .where(email.c.community_id == user.c.community_id, email.c.id == user.c.id, condition)
        .correlate(user)
    )


def _some_member(condition: Condition) -> Condition:
    return (
        exists()
        .where(
            directory_member.c.community_id == directory_group.c.community_id,
            directory_member.c.group == directory_group.c.id,
            condition,
        )
        .correlate(directory_group)
    )


def _has_term(*conditions: Condition) -> Condition:
    """Whether a user has such a value; the index over the values finds who, not the other way round."""
    return user.c.id.in_(
        select(term.c.id).where(term.c.community_id == user.c.community_id, *conditions).correlate(user)
    )


def _same_id(column: ColumnElement[Any], op: CompareOperator, text: str) -> Condition:
    if op not in (CompareOperator.eq, CompareOperator.ne):
        raise invalid_filter("ids are compared with eq and ne")
    try:
        same: Condition = column == literal(UUID(text), Id)
    except ValueError:
        same = false()
    return same if op is CompareOperator.eq else not_(same)


def _not_searched(place: str) -> Invalid:
    return invalid_filter(f"{place!r} is not kept here, or not searched for")


def _ordered(column: ColumnElement[Any], op: CompareOperator, value: Any) -> Condition:
    if not isinstance(value, datetime):
        raise invalid_filter("compare times with times")
    found = _ORDERS.get(op)
    if found is None:
        raise invalid_filter("times are compared with eq, ne, gt, ge, lt and le")
    return found(column, value)


_ORDERS: dict[CompareOperator, Callable[[ColumnElement[Any], Any], Condition]] = {
    CompareOperator.eq: lambda column, value: column == value,
    CompareOperator.ne: lambda column, value: column != value,
    CompareOperator.gt: lambda column, value: column > value,
    CompareOperator.ge: lambda column, value: column >= value,
    CompareOperator.lt: lambda column, value: column < value,
    CompareOperator.le: lambda column, value: column <= value,
}


def _text(column: ColumnElement[Any], op: CompareOperator, value: str) -> Condition:
    """Compare texts; without LIKE, which SQLite and PostgreSQL read differently."""
    if op in _ORDERS:
        return _ORDERS[op](column, value)
    if op is CompareOperator.co:
        return true() if not value else func.replace(column, value, "") != column
    if op is CompareOperator.sw:
        return func.substr(column, 1, len(value)) == value
    return and_(
        func.length(column) >= len(value), func.substr(column, func.length(column) - len(value) + 1) == value
    )
