"""A plugin that no suite knows: the control of each check, which must report what is not covered."""

from collections.abc import Iterable
from uuid import UUID

from attrs import frozen
from sqlalchemy import Column, MetaData, String, Table

from commkit import Command, Fact, Feature, Query, hookimpl
from commkit.runtime.sessions.context import Context
from commkit.storage import COMMUNITY, Id, community_id, person, personal, plain

tables = MetaData()
Table(
    "commkit_fake_note",
    tables,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The note.")),
    Column("author", Id, info=person("Who wrote it.")),
    Column("text", String(100), nullable=False, info=personal("The text.", of="author")),
    info=COMMUNITY,
)


@frozen
class FakeNoted(Fact):
    """A note was made."""

    name = "fake.noted"


@frozen
class FakeNote:
    """A note."""

    id: UUID


@frozen
class MakeFakeNote(Command[None]):
    """Make a note."""

    permission = "fake.note"


@frozen
class ReadFakeNotes(Query[tuple[FakeNote, ...]]):
    """Read the notes."""

    permission = "fake.note"


notes = Feature(
    "fake.notes",
    tables=tables,
    migrations="tests.testing.no_revisions",
    grants={"member": {"fake.note"}},
    facts=(FakeNoted,),
    records=(FakeNote,),
)


@notes.handles(MakeFakeNote)
def make_fake_note(context: Context, command: MakeFakeNote) -> None:
    return None


@notes.handles(ReadFakeNotes)
def read_fake_notes(context: Context, query: ReadFakeNotes) -> tuple[FakeNote, ...]:
    return ()


class FakePlugin:
    """The plugin."""

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield notes
