"""The permission matrix: every message, sent by every role, compared with what is written down who may send it.

It is tried about one's own and other people's objects, present and removed, in an open community and in an archived
one; see `commkit.testing.permissions`. Each message is sent through a real session, which is then rolled back, so
that every cell meets the same community.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_origin, get_type_hints

import attrs
from attrs import field, frozen

from commkit.communities import Visibility
from commkit.kit import Kit
from commkit.runtime.model.errors import CommkitError, Conflict, Denied, NotFound
from commkit.runtime.model.messages import Command, Message, Query
from commkit.runtime.model.types import MEMBER, OUTSIDER, SYSTEM_ROLE, VISITOR
from commkit.runtime.sessions.composition import SYSTEM, Actor
from commkit.testing.fields import attributes_of, id_type_in
from commkit.testing.missing_values import MatrixAttempt, explain_missing_values
from commkit.testing.permissions import ExpectedPermission, Fixture, all_roles
from commkit.testing.samples import NoSampleValue, sample_instance
from commkit.testing.scenario import NON_MEMBERS, OTHER, RollBack, Scenario, create_scenario

MessageClass = type[Message[Any]]


@frozen
class MatrixCell:
    """One place in the matrix.

    Attributes:
        scenario: Where.
        name: The outside name of the message.
        cls: Its class.
        role: Who sends it.
        own: Whether the object it is about is the sender's.
        removed: Whether that object was removed.
        has_fixture: Whether it is about an object at all.
        fields: The values of the message's fields that are known so far, for functions in `given`.
    """

    scenario: Scenario
    name: str
    cls: MessageClass
    role: str
    own: bool
    removed: bool
    has_fixture: bool
    fields: dict[str, Any] = field(factory=dict)

    @property
    def actor(self) -> Actor:
        """The host's key of the sender."""
        if self.role == SYSTEM_ROLE:
            return SYSTEM
        return None if self.cls.lobby and self.role == VISITOR else self.role

    @property
    def owner(self) -> str:
        """The host's key of the object's owner."""
        return self.role if self.own else OTHER

    def __str__(self) -> str:
        about = (
            f" about {'their own' if self.own else 'an'} object{' that is removed' if self.removed else ''}"
        )
        return f"{self.name} by {self.role}{about if self.has_fixture else ''}"


@frozen
class CellResult:
    """The outcome of a message.

    Attributes:
        error: Why it was refused; None where it was carried out.
    """

    error: CommkitError | None

    @property
    def permitted(self) -> bool | None:
        """Whether the sender may; None where it is unknown, because the message itself was wrong."""
        if self.error is None or isinstance(self.error, Conflict):
            return True
        return False if isinstance(self.error, Denied | NotFound) else None

    def __str__(self) -> str:
        if self.error is None:
            return "carried out"
        if self.permitted is None:
            return f"invalid: {self.error}"
        return f"{'permitted, and then refused' if self.permitted else 'refused'}: {self.error}"


def find_deviations(
    kit: Kit,
    type: str,
    names: Iterable[str],
    *,
    expected: Mapping[str, ExpectedPermission],
    fixtures: Mapping[str, Fixture],
    settings: Mapping[str, Any],
) -> list[str]:
    """Try every cell.

    Args:
        kit: Where.
        type: The community type.
        names: The messages.
        expected: Who may send which.
        fixtures: How the objects are made that messages are about.
        settings: Values of features' settings that the type needs.

    Returns:
        The cells whose outcome differs from what is written down, and the messages that were never carried out; one
        sentence each.
    """
    found: list[str] = []
    reached: set[str] = set()
    failed: dict[str, list[MatrixAttempt]] = {}
    chosen = list(names)
    for cell, message, archived in walk_cells(
        kit, type, chosen, expected=expected, fixtures=fixtures, settings=settings
    ):
        if archived and cell.cls.lobby:
            continue
        should = _should(cell, expected[cell.name], archived=archived)
        if isinstance(message, NoSampleValue):
            failed.setdefault(cell.name, []).append(MatrixAttempt(None, cell.fields, message))
            continue
        outcome = send_cell(cell, message)
        if outcome.error is None:
            reached.add(cell.name)
        elif should:
            attempt = MatrixAttempt(message, cell.fields, outcome.error)
            failed.setdefault(cell.name, []).append(attempt)
        if outcome.permitted is not should:
            where = "an archived" if archived else "an open"
            wanted = "carried out" if should else "refused"
            found.append(f"{cell} in {where} community should be {wanted}, but was {outcome}")
    return found + [
        explain_missing_values(name, kit.registry.messages[name], failed[name])
        for name in chosen
        if name not in reached and name in failed
    ]


def walk_cells(
    kit: Kit,
    type: str,
    names: Iterable[str],
    *,
    expected: Mapping[str, ExpectedPermission],
    fixtures: Mapping[str, Fixture],
    settings: Mapping[str, Any],
) -> Iterator[tuple[MatrixCell, Any, bool]]:
    """Every cell of all phases; see `walk_phases`.

    Yields:
        The cell, its message or the `NoSampleValue` that says which value it lacks, and whether the community is
        archived by then.
    """
    for messages, archived in walk_phases(
        kit, type, names, expected=expected, fixtures=fixtures, settings=settings
    ):
        for cell, message in messages:
            yield cell, message, archived


def walk_phases(
    kit: Kit,
    type: str,
    names: Iterable[str],
    *,
    expected: Mapping[str, ExpectedPermission],
    fixtures: Mapping[str, Fixture],
    settings: Mapping[str, Any],
) -> Iterator[tuple[list[tuple[MatrixCell, Any]], bool]]:
    """All cells of a public and of a private community, while it is open and then archived.

    Objects are made before anybody gets the role to try; see `find_deviations` for the arguments.

    Yields:
        The cells with their messages, or with the `NoSampleValue` that says which value one lacks; and whether the
        community is archived by then.
    """
    chosen = list(names)
    for visibility in (Visibility.PUBLIC, Visibility.PRIVATE):
        scenario = create_scenario(kit, type, settings=settings, fixtures=fixtures, visibility=visibility)
        cells = list(cells_of(scenario, chosen, expected, outside=visibility is Visibility.PRIVATE))
        messages = [(cell, cell_message(cell, expected[cell.name])) for cell in cells]
        scenario.assign_roles()
        for archived in (False, True):
            if archived:
                scenario.archive()
            yield messages, archived


def fixtures_in(
    cls: MessageClass, fixtures: Mapping[str, Fixture], expected: ExpectedPermission
) -> dict[str, Fixture]:
    """The fields of a message that hold ids of objects which must be made, and how."""
    hints = get_type_hints(cls, include_extras=True)
    found: dict[str, Fixture] = {}
    for attribute in attributes_of(cls):
        given = expected.given.get(attribute.name)
        if isinstance(given, Fixture):
            found[attribute.name] = given
        elif given is None and attribute.default is attrs.NOTHING:
            name = attribute.name if attribute.name in fixtures else id_type_in(hints[attribute.name])
            if name is not None and name in fixtures:
                found[attribute.name] = fixtures[name]
    return found


def cells_of(
    scenario: Scenario, names: Iterable[str], expected: Mapping[str, ExpectedPermission], *, outside: bool
) -> Iterator[MatrixCell]:
    """All cells of a scenario; in the private one only those of outsiders.

    Args:
        scenario: Where.
        names: The messages.
        expected: Who may send which.
        outside: Whether it is the private one.
    """
    roles = all_roles(scenario.kit.registry.types[scenario.community.type])
    for name in names:
        cls = scenario.kit.registry.messages[name]
        made = fixtures_in(cls, scenario.fixtures, expected[name]).values()
        for role in (VISITOR, MEMBER, SYSTEM_ROLE) if cls.lobby else roles:
            if outside is not (role == OUTSIDER):
                continue
            nobody = role in (*NON_MEMBERS, SYSTEM_ROLE)
            for own in (False, True) if made and not nobody else (False,):
                can_go = bool(made) and all(t.removed and (t.own_removable or not own) for t in made)
                for removed in (False, True) if can_go else (False,):
                    yield MatrixCell(scenario, name, cls, role, own, removed, bool(made))


def permitted_cells(
    scenario: Scenario, names: Iterable[str], expected: Mapping[str, ExpectedPermission]
) -> Iterator[MatrixCell]:
    """The cells of an open community in which the sender may do what the message asks for."""
    for cell in cells_of(scenario, names, expected, outside=False):
        if _should(cell, expected[cell.name], archived=False):
            yield cell


def _should(cell: MatrixCell, expected: ExpectedPermission, *, archived: bool) -> bool:
    if archived and issubclass(cell.cls, Command) and not expected.archived:
        return False
    type = cell.scenario.kit.registry.types[cell.scenario.community.type]
    if not cell.has_fixture:
        return expected.scope_for(cell.role, type) != "no"
    return expected.allows(cell.role, type, own=cell.own, removed=cell.removed)


def cell_message(cell: MatrixCell, expected: ExpectedPermission) -> Message[Any] | NoSampleValue:
    """The message of a cell, with the object it is about; or which value it lacks."""
    for name, fixture in fixtures_in(cell.cls, cell.scenario.fixtures, expected).items():
        id = cell.scenario.fixture(fixture, cell.owner, removed=cell.removed)
        cell.fields[name] = (id,) if get_origin(get_type_hints(cell.cls)[name]) is tuple else id
    for name, value in expected.given.items():
        if not isinstance(value, Fixture):
            cell.fields[name] = value(cell) if callable(value) else value
    try:
        message: Message[Any] = sample_instance(cell.cls, cell.fields, cell.scenario.clock())
    except NoSampleValue as missing:
        return missing
    return message


def send_cell(cell: MatrixCell, message: Message[Any]) -> CellResult:
    """Send the message of a cell, a query as every shell sends it; nothing of it is kept."""
    place = None if cell.cls.lobby else cell.scenario.community.slug
    asks = isinstance(message, Query)
    try:
        with cell.scenario.kit.session(cell.actor, place, read_only=asks) as session:
            if isinstance(message, Query):
                session.ask(message)
            else:
                session.do(message)  # type: ignore[arg-type]  # what is no query is a command
            raise RollBack
    except RollBack:
        return CellResult(None)
    except CommkitError as error:
        return CellResult(error)
