"""Hooks on what declared records name: a feature takes part in messages and facts of plugins that it does not know.

A record of a class that the feature `collects` names messages (its `messages`) or facts (its `facts`). What is
registered here runs for these alone, in communities of the types where the records are declared, and costs all others
nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from commkit.runtime.composing.callbacks import GateFn, Handler, SubscriberFn, WithholdingFn
from commkit.runtime.composing.view_hooks import ViewHooks, adding_to

MESSAGES, FACTS = "messages", "facts"
"""The fields by which records name what they are about."""
QUERIES, FEATURES = "queries", "features"
"""The fields by which records name what they come from."""
PERMISSION = "permission"
"""The field by which a record names a permission that the feature asks for itself."""
DECLARED_HOOKS = (
    "declared_gate_list",
    "declared_withholding_list",
    "declared_subscriber_list",
    "declared_check_list",
)
"""The names of what is registered."""


DeclaredCheck = Callable[[Mapping[type, Sequence[Any]]], Iterable[str]]
"""`(records by class) -> faults`: what is wrong with what is declared in a type, one sentence each."""


@frozen(eq=False)
class DeclaredHooks(ViewHooks):
    """The part of a `Feature` that acts on what records of its collected classes name."""

    declared_gate_list: list[tuple[type, Handler]] = field(factory=list, init=False)
    declared_withholding_list: list[tuple[type, Handler]] = field(factory=list, init=False)
    declared_subscriber_list: list[tuple[type, Handler]] = field(factory=list, init=False)
    declared_check_list: list[DeclaredCheck] = field(factory=list, init=False)

    def gates_declared(self, kind: type) -> Callable[[GateFn], GateFn]:
        """Register a gate on the messages that declared records name: `(context, message) -> Deny | Invalid | None`.

        Args:
            kind: A class that the feature collects, with a field or property `messages`: classes of messages.
        """
        return adding_to(self.declared_gate_list, kind)

    def withholds_declared(self, kind: type) -> Callable[[WithholdingFn], WithholdingFn]:
        """Register which of the commands that declared records name views do not offer, as `withholds` does.

        It is asked about objects of every class: `(context, records) -> commands by id`.

        Args:
            kind: A class that the feature collects, with a field or property `messages`.
        """
        return adding_to(self.declared_withholding_list, kind)

    def subscribes_to_declared(self, kind: type) -> Callable[[SubscriberFn], SubscriberFn]:
        """Register a subscriber to the facts that declared records name: `(delivery, fact) -> None`.

        Args:
            kind: A class that the feature collects, with a field or property `facts`: classes of facts.
        """
        return adding_to(self.declared_subscriber_list, kind)

    def checks_declared(self, check: DeclaredCheck) -> DeclaredCheck:
        """Register what records of a type must be like together: `(records by class) -> faults`, one sentence each.

        It is asked when a Kit is built, for each type that has the feature. What a record must be like by itself, its
        own class checks.
        """
        self.declared_check_list.append(check)
        return check


def named_targets(
    registered: Iterable[tuple[type, Handler]], declared: Mapping[type, Sequence[Any]], names: str
) -> list[tuple[type, Handler]]:
    """What is named by declared records, each with the functions that are registered for it, none twice.

    Args:
        registered: Functions by the class of the records.
        declared: The records of a community type, by class.
        names: The field that names the targets: `MESSAGES` or `FACTS`.
    """
    return list(
        dict.fromkeys(
            (target, run)
            for kind, run in registered
            for record in declared.get(kind, ())
            for target in getattr(record, names)
        )
    )
