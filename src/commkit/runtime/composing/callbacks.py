"""What features register: the kinds of functions, and what is kept of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.descriptions import Description
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.messages import Command, Deny, Fact, Message
from commkit.runtime.model.traces import ExplainRequest, ExplainSubject, TraceStep
from commkit.runtime.storage.visibility import Rule, VisibleRecord

if TYPE_CHECKING:  # what runs features stands above them
    from commkit.runtime.delivery.deliveries import Delivery
    from commkit.runtime.model.records import OutboxRow
    from commkit.runtime.sessions.context import Context
    from commkit.runtime.storage.unit import UnitOfWork

M = TypeVar("M", bound=Message[Any])
M_co = TypeVar("M_co", bound=Message[Any], covariant=True)
C = TypeVar("C", bound=Command[Any])
F = TypeVar("F", bound=Fact)
R = TypeVar("R")
T = TypeVar("T")
Fn = TypeVar("Fn", bound=Callable[..., Any])

Handler = Callable[[Any, Any], Any]
"""`(context, message) -> result`, as a Kit keeps it: by then types have been checked."""
Gate = Callable[["Context", M], Deny | Invalid | None]
"""May refuse a message."""
Transform = Callable[["Context", C], C | None]
"""May replace a command."""
Reaction = Callable[["Context", F], None]
"""Runs in the transaction of the fact."""
Subscriber = Callable[["Delivery", F], None]
"""Runs after the commit."""
GateFn = TypeVar("GateFn", bound=Callable[["Context", Any], Deny | Invalid | None])
TransformFn = TypeVar("TransformFn", bound=Callable[["Context", Any], Any])
ReactionFn = TypeVar("ReactionFn", bound=Callable[["Context", Any], None])
HidingFn = TypeVar("HidingFn", bound=Rule)
SubscriberFn = TypeVar("SubscriberFn", bound=Callable[["Delivery", Any], None])
Explanation = Callable[["Context", ExplainRequest], Iterable[TraceStep]]
"""Gives the steps by which a decision comes about."""
Loading = Callable[["Context", Any], T | None]
"""Gives a record by its id, or None where there is none for this actor."""
Targets = Callable[["UnitOfWork", "OutboxRow"], Iterable[str]]
"""Names the receivers of a fact."""
Describer = Callable[["Context", Sequence[Any]], Mapping[Any, Description]]
"""Gives the descriptions of those of some objects of a class that the reader may see."""
Marking = Callable[["Context", Sequence[Any]], Mapping[Any, Iterable[str]]]
"""Gives words about some objects that the reader sees, by id."""
Leading = Callable[["Context", Any], Iterable[Any]]
"""Gives the ids of what the page of an object shows first."""
Condition = Callable[[Any, Any], bool]
"""`(context, record) -> bool`: whether a command is offered about a record."""
Withholding = Callable[[Any, Any], Mapping[Any, Iterable[type[Command[Any]]]]]
"""`(context, records) -> commands by id`: those that are not offered about some records of a page."""
WithholdingFn = TypeVar(
    "WithholdingFn", bound=Callable[["Context", Any], Mapping[Any, Iterable[type[Command[Any]]]]]
)
OfferListing = Callable[["Context", Sequence[Any]], Mapping[Any, frozenset[str]]]
"""Gives the outside names of the commands that are offered about some objects of a class, by id."""
Taking = Callable[["Context", Sequence[Any]], Sequence[str]]
"""Takes imported records: gives for each the reason why it was not taken; empty where it was."""
ValueReading = Callable[["Context", Sequence[Any]], Mapping[Any, Mapping[str, Any]]]
"""Gives the values that pages show beside some objects of a class, by id and name."""


@frozen
class Loader:
    """The one way to an object by its id.

    Attributes:
        record: The class of the objects behind it.
        fetch: `(context, id) -> record | None`; its SQL holds the visibility rule of the noun.
        owner: `record -> member id`: whose it is, for permissions that end in `:own`.
        shown: Its table, where its visibility is composed of the rules of all features.
        space: `(context, record) -> id of a space`: where it stands, for permissions that end in `:space`.
    """

    record: type
    fetch: Callable[[Any, Any], Any]
    owner: Callable[[Any], Any] | None = None
    shown: VisibleRecord | None = None
    space: Callable[[Any, Any], UUID | None] | None = None


@frozen
class DeliveryPolicy:
    """How a subscriber is delivered.

    Attributes:
        pauses: How long to wait after each failed attempt; the worker's own growing pauses where it is empty.
        targets: `(unit, outbox row) -> names` of the receivers; None for one delivery without a name.
    """

    pauses: tuple[timedelta, ...] = ()
    targets: Callable[[Any, Any], Iterable[str]] | None = None


@frozen
class Explainer:
    """Who explains an action.

    Attributes:
        action: Its name; one that ends in a dot stands for all below it, and an empty one for everything.
        run: `(context, question) -> steps`.
        about: Whether it explains permissions or notifications.
        gate: The gate whose answer it gives ahead of time.
    """

    action: str
    run: Handler
    about: ExplainSubject = "permission"
    gate: Handler | None = None

    def knows(self, names: Iterable[str]) -> bool:
        """Whether it explains what has these names."""
        if self.action == "" or self.action.endswith("."):
            return any(name.startswith(self.action) for name in names)
        return self.action in names


@frozen
class HandlerRegistration(Generic[M_co]):
    """What `Feature.handles` gives: the decorator that takes the handler of one message.

    Type checkers see that the handler takes that message and returns what the message promises.
    """

    _registry: list[tuple[Any, Handler]]
    _message: type[Any]

    def __call__(
        self: "HandlerRegistration[Message[R]]", handler: "Callable[[Context, M_co], R]", /
    ) -> "Callable[[Context, M_co], R]":
        """Register the handler."""
        self._registry.append((self._message, handler))
        return handler
