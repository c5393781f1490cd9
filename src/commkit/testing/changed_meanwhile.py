"""Changed meanwhile: every command, sent in a session whose actor or community changed since the session began.

None may be kept: what the actor may do is decided at the commit. Each command is sent by somebody who may send it;
while the session is open, another one demotes, restricts or erases the actor, archives the community, or gives it
another type; the last where the Kit has one with the same features, so that the command would go through.

On PostgreSQL the other session commits in a transaction of its own, as it happens in life. SQLite lets nobody else
write while a session does; there both sessions join one transaction of the host. Whoever is erased cannot be made
again, so erasure is tried that way on both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from attrs import evolve, frozen

from commkit.communities import ArchiveCommunity, ReadCommunity, ReopenCommunity
from commkit.community_types import ChangeType, ListTypeChanges, PlanTypeChange, UndoChangeType
from commkit.kit import Kit
from commkit.members import AssignRole, JoinCommunity, LeaveCommunity, LiftRestriction, RestrictMember
from commkit.privacy import ErasePerson
from commkit.runtime.model.errors import CommkitError, Conflict, Denied, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.model.types import BANNED, MEMBER, OWNER, STEWARD, SUSPENDED, SYSTEM_ROLE
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session
from commkit.testing.permission_matrix import MatrixCell, cell_message, permitted_cells
from commkit.testing.permissions import LEFT, ExpectedPermission, Fixture
from commkit.testing.samples import NoSampleValue
from commkit.testing.scenario import RollBack, create_scenario

Send = Callable[[str | None, Command[Any]], object]
"""Sends a command as the host, in the lobby (None) or in a community."""


@frozen
class Change:
    """Something that happens to the actor or to the community while a session is open.

    Attributes:
        name: In plain words.
        make: `(send, cell, member)`: let it happen.
        undo: The same, back; None where it cannot be undone.
    """

    name: str
    make: Callable[[Send, MatrixCell, MemberId | None], object]
    undo: Callable[[Send, MatrixCell, MemberId | None], object] | None

    def concerns(self, cell: MatrixCell) -> bool:
        """Whether the command of a cell must heed it."""
        command = cell.cls
        if not issubclass(command, Command) or not command.actor_lock:
            return False
        if self.name == "archived":
            return not command.lobby and not command.when_archived
        if self.name == TYPE_CHANGED:
            return not command.lobby and bool(_other_types(cell))
        if cell.role == SYSTEM_ROLE:
            return False
        if command.lobby:
            return self.name == "erased"
        if cell.role == LEFT:
            return self.name == "erased"
        return self.name != "demoted" or cell.role != MEMBER


def _place(cell: MatrixCell) -> str:
    return cell.scenario.community.slug


def _demote(send: Send, cell: MatrixCell, member: MemberId | None) -> None:
    assert member is not None
    if cell.role != MEMBER:
        send(_place(cell), AssignRole(member, MEMBER))


def _promote(send: Send, cell: MatrixCell, member: MemberId | None) -> None:
    assert member is not None
    if cell.role != MEMBER:
        send(_place(cell), AssignRole(member, cell.role))


def _restricted(status: str) -> Change:
    def make(send: Send, cell: MatrixCell, member: MemberId | None) -> None:
        assert member is not None
        if cell.role == OWNER:
            _demote(send, cell, member)
        send(_place(cell), RestrictMember(member, status, "meanwhile"))  # type: ignore[arg-type]  # one of the three

    def undo(send: Send, cell: MatrixCell, member: MemberId | None) -> None:
        assert member is not None
        send(_place(cell), LiftRestriction(member))
        if status == BANNED:
            _rejoin(send, cell, member)
        elif cell.role == OWNER:
            _promote(send, cell, member)

    return Change(status, make, undo)


def _rejoin(send: Send, cell: MatrixCell, member: MemberId | None) -> None:
    with cell.scenario.kit.session(cell.actor, _place(cell)) as session:
        session.do(JoinCommunity())
    _promote(send, cell, member)


def _leave(send: Send, cell: MatrixCell, member: MemberId | None) -> None:
    send(_place(cell), LeaveCommunity())


def _erase(send: Send, cell: MatrixCell, member: MemberId | None) -> None:
    assert isinstance(cell.actor, str)
    send(None, ErasePerson(key=cell.actor))


TYPE_CHANGED = "of another type"
"""The name of the change of the community's type."""


def _other_types(cell: MatrixCell) -> list[str]:
    """The types with the same features as the community's own."""
    kit = cell.scenario.kit
    with kit.session(SYSTEM, _place(cell), read_only=True) as session:
        own = kit.registry.types[session.ask(ReadCommunity()).type]
    return [other.name for other in kit.types if other is not own and other.features == own.features]


def _change_type(send: Send, cell: MatrixCell, member: MemberId | None) -> None:
    with cell.scenario.kit.session(SYSTEM, _place(cell), read_only=True) as session:
        plan = session.ask(PlanTypeChange(_other_types(cell)[0]))
    send(_place(cell), ChangeType(plan.after, plan.fingerprint))


def _undo_change_type(send: Send, cell: MatrixCell, member: MemberId | None) -> None:
    with cell.scenario.kit.session(SYSTEM, _place(cell), read_only=True) as session:
        (last,) = session.ask(ListTypeChanges(limit=1)).items
    send(_place(cell), UndoChangeType(last.id))


CHANGES = (
    Change("demoted", _demote, _promote),
    _restricted(SUSPENDED),
    _restricted(BANNED),
    Change("left", _leave, _rejoin),
    Change("erased", _erase, None),
    Change(
        "archived",
        lambda send, cell, member: send(_place(cell), ArchiveCommunity("meanwhile")),
        lambda send, cell, member: send(_place(cell), ReopenCommunity()),
    ),
    Change(TYPE_CHANGED, _change_type, _undo_change_type),
)


@frozen
class ChangedMeanwhile:
    """What came of a run.

    Attributes:
        tried: The names of the commands that were tried, by change.
        kept: One sentence for each command that was kept, and should not have been.
        never: Commands that could not be carried out even where nothing changed; they prove nothing.
    """

    tried: Mapping[str, frozenset[str]]
    kept: tuple[str, ...]
    never: tuple[str, ...]


def try_changes(
    kit: Kit,
    type: str,
    names: Iterable[str],
    *,
    expected: Mapping[str, ExpectedPermission],
    fixtures: Mapping[str, Fixture],
    settings: Mapping[str, Any],
    changes: Sequence[Change] = CHANGES,
    given: Mapping[str, Mapping[str, Callable[[MatrixCell], Any]]] | None = None,
) -> ChangedMeanwhile:
    """Send every command once for each change that concerns it.

    Args:
        kit: Where.
        type: The community type.
        names: The commands, by their outside names.
        expected: Who may send which; see `commkit.testing.permissions`.
        fixtures: How objects are made that messages are about.
        settings: Values of features' settings that the type needs.
        changes: What happens meanwhile.
        given: Values of fields, by command, that are known only when everybody has their role.
    """
    scenario = create_scenario(kit, type, settings=settings, fixtures=fixtures)
    cells = sorted(permitted_cells(scenario, names, expected), key=_rank)
    offers = [(cell, cell_message(cell, expected[cell.name])) for cell in cells if _is_tried(cell)]
    scenario.assign_roles()
    chosen: dict[str, tuple[MatrixCell, Any]] = {}
    for cell, command in offers:
        if cell.name not in chosen and not isinstance(command, NoSampleValue):
            fields = {name: value(cell) for name, value in (given or {}).get(cell.name, {}).items()}
            fitting: Any = evolve(command, **fields) if fields else command  # type: ignore[misc]  # an attrs class
            if _is_carried_out(cell, fitting):
                chosen[cell.name] = cell, fitting
    tried = {
        change.name: [name for name, (cell, _) in chosen.items() if change.concerns(cell)]
        for change in changes
    }
    kept = [
        f"{chosen[name][0]} was kept, though they were {change.name} meanwhile"
        for change in changes
        for name in tried[change.name]
        if _is_kept(*chosen[name], change)
    ]
    return ChangedMeanwhile(
        {name: frozenset(commands) for name, commands in tried.items()},
        tuple(kept),
        tuple(sorted({cell.name for cell, _ in offers} - chosen.keys())),
    )


_RANKS = {MEMBER: 0, STEWARD: 1, OWNER: 2, LEFT: 3, SYSTEM_ROLE: 4}
"""Who is chosen to send a command: the least of those who may, and the host where nobody else may."""


def _rank(cell: MatrixCell) -> tuple[int, bool]:
    return _RANKS.get(cell.role, len(_RANKS)), cell.removed


def _is_tried(cell: MatrixCell) -> bool:
    return issubclass(cell.cls, Command) and cell.role in _RANKS


def _is_carried_out(cell: MatrixCell, command: Any) -> bool:
    try:
        with cell.scenario.kit.session(cell.actor, None if cell.cls.lobby else _place(cell)) as session:
            session.do(command)
            raise RollBack
    except RollBack:
        return True
    except CommkitError:
        return False


def _is_kept(cell: MatrixCell, command: Any, change: Change) -> bool:
    joined = cell.scenario.kit.database.is_sqlite or change.undo is None
    with (_in_one_transaction if joined else _in_two_transactions)(cell, change) as session:
        try:
            session.do(command)
        except (Denied, NotFound, Conflict):
            return False
        return True


@contextmanager
def _in_one_transaction(cell: MatrixCell, change: Change) -> Iterator[Session]:
    """Both sessions join a transaction of the host, which is rolled back."""
    kit, member = cell.scenario.kit, _member(cell)
    with kit.database.engine.connect() as connection, connection.begin() as transaction:
        open_session = kit.session(
            cell.actor, None if cell.cls.lobby else _place(cell), connection=connection
        )
        with open_session as session:

            def send(place: str | None, command: Command[Any]) -> object:
                actor = cell.actor if isinstance(command, LeaveCommunity) else SYSTEM
                with kit.session(actor, place, connection=connection) as other:
                    return other.do(command)

            change.make(send, cell, member)
            yield session
        transaction.rollback()


@contextmanager
def _in_two_transactions(cell: MatrixCell, change: Change) -> Iterator[Session]:
    """The change is committed while the session is open, and undone afterwards."""
    kit = cell.scenario.kit

    def send(place: str | None, command: Command[Any]) -> object:
        actor = cell.actor if isinstance(command, LeaveCommunity) else SYSTEM
        with kit.session(actor, place) as other:
            return other.do(command)

    member = _member(cell)
    try:
        with kit.session(cell.actor, None if cell.cls.lobby else _place(cell)) as session:
            change.make(send, cell, member)
            yield session
            raise RollBack
    except RollBack:
        pass
    finally:
        assert change.undo is not None
        change.undo(send, cell, member)


def _member(cell: MatrixCell) -> MemberId | None:
    """The actor's member id; also of who has left."""
    if not isinstance(cell.actor, str):
        return None
    with cell.scenario.kit.session(cell.actor, _place(cell), read_only=True) as session:
        return session.membership.id if session.membership is not None else None
