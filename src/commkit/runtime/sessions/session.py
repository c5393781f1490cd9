"""Session: what a host holds. One actor, one community (or the lobby), one transaction; it can do and ask."""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Self, TypeVar

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Message, Query
from commkit.runtime.sessions import errors
from commkit.runtime.sessions.composition import System
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.fact_reading import check_follower, visible_facts
from commkit.runtime.sessions.rates import RateState

if TYPE_CHECKING:  # the two records that say where a session is belong to the nouns above
    from commkit.communities.records import Community
    from commkit.members.records import Membership

R = TypeVar("R")


class _Turn:
    """The turn of one thread to use a session: several at once would mix up their statements."""

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            raise errors.shared_session()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class Session:
    """One actor, one community, one transaction; use it in a `with` block, on one thread.

    Leaving the block commits; an exception rolls back. Open one with `Kit.session`. What runs statements, emits facts
    and loads records is the `Context` of the handlers, which a session does not hand out.
    """

    __slots__ = ("_context", "_turn")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._turn = _Turn()

    def __enter__(self) -> Self:
        self._context.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._context.__exit__(kind, error, trace)

    def do(self, command: Command[R]) -> R:
        """Carry out a command.

        Args:
            command: What is to be done.

        Returns:
            What the command promises: `R` of its `Command[R]`.

        Raises:
            Denied: The actor may not, or a gate refused.
            Invalid: The command has faults; all of them are named.
            NotFound: It names something that is not there for this actor.
            Conflict: The state of things does not allow it, or its idempotency key was used for another command.
            PluginError: A plugin raised what it must not.
        """
        with self._turn:
            return self._context.do(command)

    def ask(self, query: Query[R]) -> R:
        """Answer a query; what the actor may not see is not there.

        Raises:
            Denied: The actor may not ask this, or a gate refused.
            Invalid: The query has faults.
            NotFound: It names something that is not there for this actor.
            PluginError: A plugin raised what it must not.
        """
        with self._turn:
            return self._context.ask(query)

    def can(self, permission: str, record: object = None) -> bool:
        """Whether the actor holds a permission; where it is granted as `:own`, for a record of the actor's own.

        Raises:
            Invalid: No feature knows such a permission, or the record is none that belongs to somebody.
        """
        with self._turn:
            self._context.check_permission(permission, record)
            return self._context.can(permission, record)

    def may_send(self, message: type[Message[Any]]) -> bool:
        """Whether the actor may try to send messages of a class here; what one names may still not be theirs."""
        with self._turn:
            return self._context.may_send(message)

    def visible_facts(self, facts: Sequence[Fact]) -> list[dict[str, Any] | None]:
        """For each fact that was emitted here the fields that the actor may see now; None where it is not for them.

        Raises:
            Denied: The actor is outside of a community that is not public, or banned.
        """
        with self._turn:
            check_follower(self._context)
            return visible_facts(self._context, facts)

    @property
    def actor(self) -> str | System | None:
        """The host's key of who acts; `SYSTEM` for the host itself; None for a visitor."""
        return self._context.actor

    @property
    def community(self) -> "Community":
        """The community's record.

        Raises:
            Conflict: In the lobby.
        """
        return self._context.community

    @property
    def missing_type(self) -> str | None:
        """The name of the community's type where the Kit lacks it: then the community is only read; else None."""
        return self._context.missing_type

    @property
    def member(self) -> MemberId:
        """The acting member's id.

        Raises:
            Denied: The actor is nobody here yet.
        """
        return self._context.member

    @property
    def membership(self) -> "Membership | None":
        """The actor's membership record here; None for visitors, the host itself, and in the lobby."""
        return self._context.membership

    @property
    def role(self) -> str:
        """What the actor is here: `visitor`, `member`, `steward`..."""
        return self._context.role

    @property
    def facts(self) -> Sequence[Fact]:
        """What was emitted so far, in order."""
        return self._context.facts

    @property
    def rate_states(self) -> Sequence[RateState]:
        """What is left of the limits that the commands so far were counted under; also of those that were refused."""
        return self._context.rate_states
