"""Conditions on one of many values: an email, a role, a member, and what stands in the brackets of a value path."""

from collections.abc import Callable, Mapping
from typing import Any

from scim2_models.path import (
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
)
from sqlalchemy import ColumnElement, and_, exists, literal, not_, or_, select, true

from commkit_scim.filters.comparisons.statements import Condition, compare_texts, same_id
from commkit_scim.filters.policy import invalid_filter, not_searched
from commkit_scim.policy import fold
from commkit_scim.tables import directory_group, directory_member, email, term, user

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


def within(brackets: FilterNode, compare: Element) -> Condition:
    """The condition that the filter in the brackets of a value path puts on one value.

    Args:
        brackets: The filter.
        compare: Compares an attribute of the value.

    Raises:
        Invalid: There are brackets in it, or an attribute that such values have not.
    """
    return _InElement(compare).visit(brackets)


def email_of(name: str, op: CompareOperator, value: Any) -> Condition:
    """A condition on one email of a user.

    Raises:
        Invalid: Emails have no such attribute here.
    """
    if name == "primary" and isinstance(value, bool):
        return email.c.primary.is_(value) if op is CompareOperator.eq else email.c.primary.is_not(value)
    columns: Mapping[str, ColumnElement[Any]] = {"value": email.c.value_key, "type": email.c.type_key}
    if name not in columns or not isinstance(value, str):
        raise not_searched(f"emails.{name}")
    return compare_texts(columns[name], op, fold(value))


def role_of(name: str, op: CompareOperator, value: Any) -> Condition:
    """A condition on one role of a user.

    Raises:
        Invalid: Roles have no such attribute here.
    """
    if name != "value" or not isinstance(value, str):
        raise not_searched(f"roles.{name}")
    return compare_texts(term.c.value, op, fold(value))


def member_of(name: str, op: CompareOperator, value: Any) -> Condition:
    """A condition on one member of a group.

    Raises:
        Invalid: Members have no such attribute here.
    """
    if name == "type":
        return compare_texts(literal("user"), op, fold(str(value)))
    if name == "value":
        return same_id(directory_member.c.member, op, str(value))
    raise not_searched(f"members.{name}")


def some_email(condition: Condition) -> Condition:
    """Whether a user has an email that fulfils a condition."""
    return (
        exists()
        .where(email.c.community_id == user.c.community_id, email.c.id == user.c.id, condition)
        .correlate(user)
    )


def some_member(condition: Condition) -> Condition:
    """Whether a group has a member who fulfils a condition."""
    return (
        exists()
        .where(
            directory_member.c.community_id == directory_group.c.community_id,
            directory_member.c.group == directory_group.c.id,
            condition,
        )
        .correlate(directory_group)
    )


def has_term(*conditions: Condition) -> Condition:
    """Whether a user has such a value; the index over the values finds who, not the other way round."""
    return user.c.id.in_(
        select(term.c.id).where(term.c.community_id == user.c.community_id, *conditions).correlate(user)
    )
