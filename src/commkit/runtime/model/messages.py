"""Messages: commands change something, queries answer something, facts say what happened."""

import re
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar, cast
from uuid import UUID

from attrs import field, fields, frozen

from commkit.runtime.model.ids import CommunityId, FactId, MemberId

R = TypeVar("R")


class Message(Generic[R]):
    """The base of commands and queries: a frozen attrs class that declares who may send it.

    A message declares, and a Kit refuses it otherwise:

    Attributes:
        permission: The permission its actor needs, `feature.word`.
        granted_to: The role that its feature gives the permission to, and so to all roles above; None where
            `Feature(grants=...)` says it.
        rate: Its rate class; limits are set per class.
        lobby: Whether it is sent outside any community.
        personal: The names of its fields that may hold personal data; () says that none does. A message with free
            text must say one or the other.
        max_text: Characters in all its lists, named values and records together; each item counts as one more. None
            for any number, which only a `host_only` message may take.
        host_only: Whether only the host's own code sends it: it has no address over HTTP, is no tool, and stands in no
            list of operations, whoever holds its permission.
    """

    __slots__ = ()

    permission: ClassVar[str]
    granted_to: ClassVar[str | None] = None
    rate: ClassVar[str]
    lobby: ClassVar[bool] = False
    personal: ClassVar[tuple[str, ...]]
    max_text: ClassVar[int | None] = 200_000
    host_only: ClassVar[bool] = False


class Command(Message[R]):
    """A request that changes something; `Session.do` returns its result, an `R`.

    Attributes:
        when_archived: Whether it is carried out in an archived community too.
        when_ended: Whether it is carried out in a conversation that has ended for its actor by a block too: it concerns
            nobody else, or only takes something away, or its handler asks.
        when_type_missing: Whether the host may send it in a community whose type the Kit lacks, too.
        withdraws: Whether it is how people take back what they gave or were given: a membership, a token, an
            invitation, a consent, mail. It is carried out wherever a community is read-only, so it is
            `when_archived` and `when_ended`, too, and also where the Kit lacks the community's type.
        actor_lock: Whether it is kept only if at the commit its actor still is what the session saw when it began, and
            the community still is open. Only a command that takes something away from its own actor may do without.
        creates: Whether the record that it gives did not exist before.
        discreet: Whether only the host learns who sent it, from the audit log; its facts name no actor, nor do facts
            and audit entries of its parts.
    """

    __slots__ = ()

    rate: ClassVar[str] = "write"
    when_archived: ClassVar[bool] = False
    when_ended: ClassVar[bool] = False
    when_type_missing: ClassVar[bool] = False
    withdraws: ClassVar[bool] = False
    actor_lock: ClassVar[bool] = True
    creates: ClassVar[bool] = False
    discreet: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.withdraws:
            cls.when_archived = cls.when_ended = True


class TextCommand(Command[R]):
    """A command whose text other members read: a community's checks of texts run on it.

    Attributes:
        shown: The names of its fields whose text others read, whether a text or something that holds texts.
    """

    __slots__ = ()

    max_text: ClassVar[int | None] = 100_000
    shown: ClassVar[tuple[str, ...]]


class Query(Message[R]):
    """A request that changes nothing; `Session.ask` returns its answer, an `R`."""

    __slots__ = ()

    rate: ClassVar[str] = "read"


@frozen(kw_only=True)
class Fact:
    """The base of facts: frozen attrs records, named in the past tense, of what happened.

    `Context.emit` fills in the four fields below, so a fact is whole wherever it is read: in a reaction, a signal,
    the outbox or a webhook.

    Attributes:
        name: Stable name `feature.word` (a class attribute of each fact).
        personal: The names of its fields that may hold what somebody wrote; they are blanked when a person is erased.
            Facts should hold ids, states and numbers only (a class attribute).
        inward: The names of its fields that stay inside, such as who reported something: webhooks and streams leave
            them out, and those of `personal` (a class attribute).
        visible_to: The permission of the query that shows the same: a member who follows the community live is told of
            the fact if they hold it, and see what it names; where it is granted to them as `:space`, of the spaces
            that they moderate. None for nobody (a class attribute).
        audited: The names of its fields that tell of others, such as who did something, as `actor` does: on streams
            for who did it, and for readers of the audit log (a class attribute).
        deleted: The names of its fields whose objects it deleted; nobody can be asked about these any more, so who
            sees the other objects that it names is told (a class attribute).
        moved_from: The name of the field that holds where something was before: who does not see that place is told
            of the rest, and who sees it, and nothing else any more, of the place alone (a class attribute).
        moved_to: The name of the field that holds what it became a part of: who sees that, and not what was moved, is
            told of it alone (a class attribute).
        changes_sight_of: The name of its field that holds a member who may see more from then on, or less; streams of
            theirs tell them to ask all views again (a class attribute).
        id: Its id; ids are in the order of time.
        community: Where it happened.
        actor: The member who did it; None for the system, for visitors, and where a discreet command emitted it.
        at: When it happened, UTC.
    """

    name: ClassVar[str]
    personal: ClassVar[tuple[str, ...]] = ()
    inward: ClassVar[tuple[str, ...]] = ()
    visible_to: ClassVar[str | None] = None
    audited: ClassVar[tuple[str, ...]] = ()
    deleted: ClassVar[tuple[str, ...]] = ()
    moved_from: ClassVar[str | None] = None
    moved_to: ClassVar[str | None] = None
    changes_sight_of: ClassVar[str | None] = None

    id: FactId | None = field(default=None, eq=False)
    community: CommunityId | None = field(default=None, eq=False)
    actor: MemberId | None = field(default=None, eq=False)
    at: datetime | None = field(default=None, eq=False)

    def may_concern(self, member: MemberId | None) -> bool:
        """Whether it can be for a member at all, as far as the fact itself tells; then the database is asked.

        Args:
            member: Who would be told; None for a visitor.
        """
        return True

    def took_away(self) -> tuple[UUID, ...]:
        """The ids of objects that it took out of sight by a removal: who saw them until then is told, too."""
        return ()

    def was_shown_there(self) -> bool:
        """Whether who sees the place that it is `moved_from` saw there what was moved."""
        return False


@frozen
class Deny:
    """A gate's refusal.

    Attributes:
        code: Stable name of the reason, `feature.word`.
        reason: One sentence for the actor.
    """

    code: str
    reason: str


def message_name(plugin: str, message: type[Message[Any]]) -> str:
    """The name a message has outside Python: `posts` and `EditPost` give `posts.edit_post`."""
    return f"{plugin}.{re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', message.__name__).lower()}"


M = TypeVar("M", bound=Message[Any])


def derive(message: type[M], source: object) -> M:
    """A message with the fields of another one that has them all, such as the list's of a view.

    Args:
        message: Its class.
        source: Where its fields are taken from, by their names.
    """
    return message(**{known.name: getattr(source, known.name) for known in fields(cast("Any", message))})
