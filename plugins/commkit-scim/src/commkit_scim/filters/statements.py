"""Filters of RFC 7644 (3.4.2.2) as conditions of SQL; nothing of what was sent becomes SQL text."""

from typing import Any

from attrs import frozen
from pydantic import ValidationError
from scim2_models import SCIMException, ScimFilter
from scim2_models.path import (
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
from sqlalchemy import ColumnElement, and_, literal, not_, or_, true

from commkit_scim.filters.comparisons.statements import Condition, compare_texts, compare_times, same_id
from commkit_scim.filters.elements.statements import (
    email_of,
    has_term,
    member_of,
    role_of,
    some_email,
    some_member,
    within,
)
from commkit_scim.filters.policy import NAMES, invalid_filter, not_searched, place_of
from commkit_scim.policy import ScimSettings, fold
from commkit_scim.schemas.records import Group, user_model
from commkit_scim.tables import directory_group, term, user
from commkit_scim.users.policy import ENTERPRISE

_CORE = "urn:ietf:params:scim:schemas:core:2.0:"


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


def _condition(text: str, model: Any, places: "_Places") -> Condition:
    if not text:
        return true()
    try:
        made: Any = ScimFilter[model](text)
        return _Conditions(made, places).visit(made.ast)
    except (SCIMException, ValidationError, RecursionError) as error:
        told = str(error) if isinstance(error, SCIMException) else "it cannot be read"
        raise invalid_filter(told) from None


class _Conditions(FilterVisitor[Condition]):
    """Walks a filter; what each attribute comes to is said by the places of its resource."""

    def __init__(self, whole: Any, places: "_Places") -> None:
        self._whole = whole
        self._places = places

    def visit_comparison(self, node: Comparison) -> Condition:
        binding = self._whole.resolve_comparison(node.attr_path)
        value = coerce_value(binding, node.value, node.op)
        place = place_of(binding)
        if value is None:
            present = self._places.present(place)
            return not_(present) if node.op is CompareOperator.eq else present
        return self._places.compare(place, node.op, value)

    def visit_present(self, node: Present) -> Condition:
        return self._places.present(place_of(self._whole.resolve(node.attr_path)))

    def visit_not(self, node: Not) -> Condition:
        return not_(self.visit(node.expr))

    def visit_logical_expr(self, node: LogicalExpr) -> Condition:
        join = and_ if node.op is LogicalOperator.and_ else or_
        return join(*(self.visit(term) for term in node.terms))

    def visit_value_path(self, node: ValuePath) -> Condition:
        place = place_of(self._whole.resolve(node.attr_path))
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
            return compare_times(self.created, op, value)
        if place == "meta.lastModified":
            return compare_times(self.changed, op, value)
        if place == "meta.resourceType":
            return compare_texts(literal(self.name.lower()), op, fold(str(value)))
        if place == "schemas":
            return or_(*(compare_texts(literal(each), op, fold(str(value))) for each in self.schemas()))
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
            found = some_email(email_of(place.removeprefix("emails."), op, value))
            return or_(found, not_(some_email(true()))) if op is CompareOperator.ne else found
        if place not in NAMES:
            raise not_searched(place)
        wanted = str(value) if place in ("id", "externalId", "manager.value") else fold(str(value))
        if op is CompareOperator.ne:
            return not_(has_term(term.c.attribute == place, term.c.value == wanted))
        return has_term(term.c.attribute == place, compare_texts(term.c.value, op, wanted))

    def own_present(self, place: str) -> Condition:
        if place == "active":
            return true()
        if place.startswith("emails"):
            return some_email(true())
        names = [name for name in NAMES if name == place or name.startswith(f"{place}.")]
        if not names:
            raise not_searched(place)
        return has_term(term.c.attribute.in_(names))

    def some(self, place: str, inner: FilterNode) -> Condition:
        if place == "emails":
            return some_email(within(inner, email_of))
        if place == "roles":
            return has_term(term.c.attribute == "roles.value", within(inner, role_of))
        raise not_searched(place)


class _Group(_Places):
    def compare_own(self, place: str, op: CompareOperator, value: Any) -> Condition:
        text = str(value)
        if place == "displayName":
            return compare_texts(directory_group.c.title_key, op, fold(text))
        if place == "externalId":
            found = compare_texts(directory_group.c.external_id, op, text)
            return found if op is CompareOperator.ne else and_(directory_group.c.external_id != "", found)
        if place == "id":
            return same_id(directory_group.c.id, op, text)
        if place.startswith("members."):
            found = some_member(member_of(place.removeprefix("members."), op, value))
            return or_(found, not_(some_member(true()))) if op is CompareOperator.ne else found
        raise not_searched(place)

    def own_present(self, place: str) -> Condition:
        if place == "displayName":
            return true()
        if place == "externalId":
            return directory_group.c.external_id != ""
        if place.startswith("members"):
            return some_member(true())
        raise not_searched(place)

    def some(self, place: str, inner: FilterNode) -> Condition:
        if place != "members":
            raise not_searched(place)
        return some_member(within(inner, member_of))
