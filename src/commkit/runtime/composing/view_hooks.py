"""The hooks of views: what objects are called, marked with, and which commands are offered about them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from commkit.runtime.model.messages import Command

if TYPE_CHECKING:  # what runs features stands above them
    from commkit.runtime.sessions.context import Context

from commkit.runtime.composing.callbacks import (
    Condition,
    Describer,
    Fn,
    Leading,
    Marking,
    OfferListing,
    T,
    ValueReading,
    Withholding,
    WithholdingFn,
)

VIEW_HOOKS = (
    "offer_list",
    "withholding_list",
    "offer_listing_list",
    "value_list",
    "describer_list",
    "marking_list",
    "leading_list",
)
"""The names of what is registered."""


@frozen(eq=False)
class ViewHooks:
    """The part of a `Feature` that speaks in views: in those of its own records, and of other features'."""

    offer_list: list[tuple[type[Command[Any]], type, Condition]] = field(factory=list, init=False)
    withholding_list: list[tuple[type[Command[Any]], type, Withholding]] = field(factory=list, init=False)
    offer_listing_list: list[tuple[type, "OfferListing"]] = field(factory=list, init=False)
    value_list: list[tuple[type, "ValueReading"]] = field(factory=list, init=False)
    describer_list: list[tuple[type, "Describer"]] = field(factory=list, init=False)
    marking_list: list[tuple[type, "Marking"]] = field(factory=list, init=False)
    leading_list: list[tuple[type, "Leading"]] = field(factory=list, init=False)

    def describes(self, record: type) -> "Callable[[Describer], Describer]":
        """Register what objects of a record are called in inboxes, queues and searches.

        `(context, ids) -> descriptions`: it gives a `Description` by id for those that the reader may see, in one
        statement for all of them.

        Args:
            record: The class of a record that this feature loads.
        """
        return adding_to(self.describer_list, record)

    def marks(self, record: type) -> "Callable[[Marking], Marking]":
        """Register what views mark the objects of another feature with: `(context, ids) -> words by id`.

        It is asked once for a page, in one statement. The plugin's name comes in front of each word: `watching` of the
        notifications is `notifications.watching` in the `marks` of a thread.

        Args:
            record: The class of a record that a feature names among its `marked`, such as `Post`.
        """
        return adding_to(self.marking_list, record)

    def leads(self, record: type) -> "Callable[[Leading], Leading]":
        """Register what the page of an object of another feature shows first: `(context, id) -> ids`.

        It is asked once for the first page, in one statement, and gives ids of parts, such as the replies of a thread
        that its readers look for. Those that the reader does not see are left out.

        Args:
            record: The class of a record that a feature names among its `led`, such as `Post`.
        """
        return adding_to(self.leading_list, record)

    def offers(
        self, *commands: type[Command[Any]], about: type[T]
    ) -> "Callable[[Callable[[Context, T], bool]], Callable[[Context, T], bool]]":
        """Register when views offer commands about a record, besides their permission: `(context, record) -> bool`.

        It only narrows what `may` of a view holds, and refuses nothing. It is asked for each row of a page, so it runs
        no statement; see `withholds` for what only the database tells.

        Args:
            *commands: Commands, its own or another feature's; one whose first id is of another record is offered about
                this one, too.
            about: The class of a record that has a loader; `object` for every one that has.
        """

        def register(condition: "Callable[[Context, T], bool]") -> "Callable[[Context, T], bool]":
            self.offer_list.extend((command, about, condition) for command in commands)
            return condition

        return register

    def withholds(
        self, *commands: type[Command[Any]], about: type[T]
    ) -> "Callable[[WithholdingFn], WithholdingFn]":
        """Register which commands views do not offer about some records: `(context, records) -> commands by id`.

        It is for what only the database tells, such as that the reader has no vote to take back: it is asked once for
        a page, about the records that the commands would be offered about, and runs one statement for all of them.

        Args:
            *commands: The commands that it may give.
            about: The class of a record that has a loader; `object` for every one that has.
        """

        def register(function: "WithholdingFn") -> "WithholdingFn":
            self.withholding_list.extend((command, about, function) for command in commands)
            return function

        return register

    def lists_offers(self, record: type) -> "Callable[[OfferListing], OfferListing]":
        """Register what is offered about objects in views of objects of every class, such as `ViewHits`.

        `(context, ids) -> outside names by id`: what the views of the record offer, in a fixed number of statements;
        nothing about what the reader may not see.

        Args:
            record: The class of a record that this feature loads.
        """
        return adding_to(self.offer_listing_list, record)

    def reads_values(self, record: type) -> "Callable[[ValueReading], ValueReading]":
        """Register what values pages of another feature show beside its records: `(context, ids) -> values by id`.

        It is asked once for a page, in one statement, and gives what the reader may see. The fields that types and
        hosts declare come into the views of members in this way.

        Args:
            record: The class of a record that a feature names among its `valued`, such as `Membership`.
        """
        return adding_to(self.value_list, record)


def adding_to(registry: list[tuple[Any, Any]], *targets: type) -> Callable[[Fn], Fn]:
    """A decorator that registers a function for each target."""

    def register(function: Fn) -> Fn:
        registry.extend((target, function) for target in targets)
        return function

    return register
