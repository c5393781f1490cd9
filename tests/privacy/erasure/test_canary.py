"""Whatever a person sends, in whatever field: after their erasure nothing personal of it is left, in no row, no file.

Every command of the core and of a plugin is sent by one person, who may do everything, with a canary of its own in each
field that takes text. What comes of it is delivered; then the person is erased. What is still there must come from a
field of which its message says that it holds nothing personal. New commands are tried without anybody thinking of it.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
from attrs import define, evolve, field
from sqlalchemy import Connection, text

from commkit import SYSTEM, Command, CommkitError, Invalid, Kit
from commkit.members import AddMember, AssignRole, Profile, ReadMember
from commkit.privacy import ErasePerson
from commkit.runtime.values.texts import Text
from commkit.testing.counters import recount
from commkit.testing.fixtures import CORE_FIXTURES, create_thread
from commkit.testing.permission_matrix import MatrixCell, fixtures_in
from commkit.testing.permissions import ExpectedPermission, Fixture, allowed
from commkit.testing.samples import sample_instance
from commkit.testing.scenario import Scenario, create_scenario
from commkit.webhooks import EnableEndpoint, ListEndpoints
from commkit_support import HandoffReceipt, OfferHandoff, Support
from tests.helpers import do
from tests.meta.suites import expected_of_plugins
from tests.testing.everything import Everything, collect_from_nouns

NEEDLE = re.compile("xkanarie[0-9]{4}x")
NAMED = "xkanarie0000x"
KEY = f"user:{NAMED}"
SKIPPED = ("communities.archive_community", "members.leave_community", "privacy.erase_person", "importers.")
"""They end what the others need, or are the host's."""
OF_OTHERS = frozenset({
    "feedback.promise_incentive.description", "feedback.record_suggestion.title", "feedback.record_suggestion.body",
    "feedback.record_suggestion.source", "feedback.record_suggestion_vote.source", "members.add_member.key",
    "moderation.decide_case.facts", "moderation.decide_case.law", "moderation.decide_appeal.answer",
    "posts.split_thread.title", "support.record_ticket.reference",
})  # fmt: skip
"""What is said about somebody else, or for them, goes with them."""
OF_THE_COMMUNITY = frozenset({
    "communities.update_community.title", "communities.update_community.purpose",
    "communities.create_community.title", "communities.create_community.purpose",
    "support.record_handoff_answered.text",
})  # fmt: skip
"""What a community is called and is for is no one person's; nor is what its help desk answered in a thread."""


class Names:
    """The host's users."""

    def profile(self, key: str, connection: Connection | None) -> Profile:
        return Profile(f"Wim {NAMED}" if key == KEY else key.title())


class Desk:
    """A help desk that takes everything."""

    def offer(self, bundle: Any, *, delivery_id: str) -> HandoffReceipt:
        return HandoffReceipt()


@define
class Canaries:
    """Words that are met nowhere else, and in which field each of them was planted."""

    planted: dict[str, str] = field(factory=lambda: {NAMED: "who"})

    def fill(self, where: str, hint: Any) -> Any:
        """A canary in the shape that an annotation wants; None where it takes no text."""
        origin, args = get_origin(hint), get_args(hint)
        if origin is Annotated and not any(isinstance(extra, Text) for extra in args[1:]):
            return self.fill(where, args[0])
        if origin is Annotated or hint is str:
            word = f"xkanarie{len(self.planted):04}x"
            limit = next((extra.max for extra in args[1:] if isinstance(extra, Text)), len(word))
            self.planted[word] = where
            return word if len(word) <= limit else None
        if origin in (Union, UnionType):
            return next((found for arg in args if (found := self.fill(where, arg)) is not None), None)
        inner = self.fill(where, args[0]) if origin is tuple else None
        return None if inner is None else (inner,)


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(Kit(url, plugins=[Everything(), Support(help_desk=Desk())], identity=Names())) as made:
        made.migrate()
        yield made


def _handed_over(scenario: Scenario, actor: str) -> Any:
    return scenario.do(actor, OfferHandoff(create_thread(scenario, actor), "Nobody here knows.")).id


def live(kit: Kit, type: str, names: list[str], canaries: Canaries) -> int:
    """Send every command; gives how many went through."""
    expected = collect_from_nouns("EXPECTED_PERMISSIONS") | expected_of_plugins("qa", "support")
    fixtures = CORE_FIXTURES | collect_from_nouns("FIXTURES") | {"handoff": Fixture(_handed_over)}
    scenario = create_scenario(
        kit, type, settings=collect_from_nouns("SETTINGS") if type == "everything" else {}, fixtures=fixtures
    )
    scenario.do(SYSTEM, AddMember(KEY, role="owner"))
    scenario = evolve(scenario, people=[*scenario.people, KEY])
    done = 0
    for name in sorted(names):
        cls = kit.registry.messages[name]
        if issubclass(cls, Command) and not name.startswith(SKIPPED):
            cell = MatrixCell(
                evolve(scenario, created_objects={}),
                name,
                cls,
                KEY,
                own=True,
                removed=False,
                has_fixture=True,
            )
            done += send(cell, expected.get(name, allowed(owner="own")), canaries)
    for endpoint in scenario.ask(SYSTEM, ListEndpoints()):
        scenario.do(SYSTEM, EnableEndpoint(endpoint.id, enabled=False))  # nothing is sent out of the test
    return done


def send(cell: MatrixCell, expected: ExpectedPermission, canaries: Canaries) -> bool:
    """One command with as many canaries as it takes: texts in which it finds fault are plain in the next try."""
    scenario = cell.scenario
    me = scenario.member(KEY)
    if scenario.ask(SYSTEM, ReadMember(me)).role != "owner":
        scenario.do(SYSTEM, AssignRole(me, "owner"))
    hints = get_type_hints(cell.cls, include_extras=True)
    try:
        _fill_in_ids(cell, expected, hints)
    except CommkitError:  # what was sent before it does not let its objects be made any more
        return False
    filled_in = {
        each.name: canaries.fill(f"{cell.name}.{each.name}", hints[each.name])
        for each in attrs.fields(cell.cls)
    }
    texts = {name: word for name, word in filled_in.items() if word is not None}
    while True:
        try:
            with scenario.kit.session(KEY, None if cell.cls.lobby else scenario.community.slug) as session:
                session.do(sample_instance(cell.cls, {**cell.fields, **texts}, scenario.clock()))
        except CommkitError as error:
            if not texts:
                return False
            wrong = {e.path.partition("[")[0] for e in error.errors} if isinstance(error, Invalid) else set()
            for name in (wrong & texts.keys()) or list(texts)[:1]:
                del texts[name]
        else:
            return True


def _fill_in_ids(cell: MatrixCell, expected: ExpectedPermission, hints: dict[str, Any]) -> None:
    scenario = cell.scenario
    type = scenario.kit.registry.types[scenario.community.type]
    whose = KEY if expected.allows("owner", type, own=True, removed=False) else "other"
    for name, fixture in fixtures_in(cell.cls, scenario.fixtures, expected).items():
        id = scenario.fixture(fixture, whose)
        cell.fields[name] = (id,) if get_origin(hints[name]) is tuple else id
    for name, value in expected.given.items():
        if not isinstance(value, Fixture):
            cell.fields[name] = value(cell) if callable(value) else value


def traces(kit: Kit) -> dict[str, set[str]]:
    """The canaries in rows of any table, declared or not, and where each is."""
    found: dict[str, set[str]] = {}
    names = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if not kit.database.is_sqlite:
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with kit.database.engine.connect() as connection:
        for (table,) in connection.execute(text(names)).all():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():  # its own names
                for column, value in row.items():
                    for word in NEEDLE.findall(repr(value)):
                        found.setdefault(word, set()).add(f"{table}.{column}")
    return found


def in_files(kit: Kit) -> set[str]:
    """The canaries in the database's files."""
    file = Path(kit.database.url.database or "")
    texts = [each.read_bytes().decode("latin-1") for each in file.parent.glob(f"{file.name}*")]
    return {word for each in texts for word in NEEDLE.findall(each)}


def left_over(kit: Kit, canaries: Canaries) -> dict[str, set[str]]:
    """Where there is still something of a field that its message says is personal."""
    found = {where: set[str]() for where in (in_files(kit) if kit.database.is_sqlite else ())} | traces(kit)
    return {
        where: tables for word, tables in found.items() if is_personal(kit, where := canaries.planted[word])
    }


def is_personal(kit: Kit, where: str) -> bool:
    name, _, of = where.rpartition(".")
    if where in OF_OTHERS or where in OF_THE_COMMUNITY:
        return False
    return not name or of in getattr(kit.registry.messages[name], "personal", ())


@pytest.mark.parametrize(("type", "mine", "least"), [("everything", False, 95), ("support", True, 40)])
def test_nothing_of_it_is_left(kit: Kit, type: str, mine: bool, least: int) -> None:
    canaries = Canaries()
    names = [name for name in kit.registry.messages if name.startswith(("qa.", "support.")) is mine]
    assert live(kit, type, names, canaries) >= least
    kit.worker(attempts=1).drain()
    assert len(left_over(kit, canaries)) > least / 4, "the control: they were planted"
    do(kit, SYSTEM, None, ErasePerson(KEY))
    kit.worker(attempts=1).drain()
    assert kit.scrub()
    assert left_over(kit, canaries) == {}
    with kit.database.engine.connect() as connection:
        slugs = connection.execute(text("SELECT slug FROM commkit_community")).scalars().all()
    for slug in slugs:
        with kit.session(SYSTEM, slug) as session:
            assert recount(session, tuple(collect_from_nouns("COUNTERS").values())) == ()
