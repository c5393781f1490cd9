"""What a field of a record says about its column, beside its type; read by `record_table`.

    @frozen
    class Kudos:
        id: KudosId
        giver: Annotated[MemberId, Person()]
        why: Annotated[str, Personal(of="giver", max=500)]
        at: datetime

Those of text are `Text` as well: a message that uses the same annotation has its field checked against the same limits.
"""

from typing import Any

from attrs import field, frozen

from commkit.runtime.storage.personal import Declared, Erasure, host_key, person, personal, plain, secret
from commkit.runtime.values.texts import Text

Info = dict[str, Declared]
"""`Column.info`, as `plain`, `person`... make it."""


@frozen(kw_only=True)
class Person:
    """A member's id; see `person`.

    Attributes:
        erase: `KEEP` leaves the id, which leads to a tombstone then; `ROW` takes the row away with the person.
        exported: Whether their export has the row.
        owns: Whether the row is theirs; else they only did something to it, and their export has its key alone.
    """

    erase: Erasure = Erasure.KEEP
    exported: bool = True
    owns: bool = True

    def info(self, purpose: str) -> Info:
        """What the column declares."""
        return person(purpose, erase=self.erase, exported=self.exported, owns=self.owns)


@frozen(kw_only=True)
class PersonalValue:
    """What is known about a person and is no text, such as a day or a number; see `personal`.

    Attributes:
        of: The field of the same record that names the person.
        erase: What becomes of it.
        blank: What it holds after `BLANK`, where it may not be None.
    """

    of: str
    erase: Erasure = Erasure.BLANK
    blank: Any = None

    def info(self, purpose: str) -> Info:
        """What the column declares."""
        return personal(purpose, of=self.of, erase=self.erase, blank=self.blank)


@frozen
class Personal(Text):
    """What a person wrote, or what is written about them; see `personal`.

    Attributes:
        of: The field of the same record that names the person.
        erase: What becomes of it.
        blank: What it holds after `BLANK`.
    """

    of: str = field(kw_only=True)
    erase: Erasure = field(default=Erasure.BLANK, kw_only=True)
    blank: str = field(default="", kw_only=True)

    def info(self, purpose: str) -> Info:
        """What the column declares."""
        return personal(purpose, of=self.of, erase=self.erase, blank=self.blank)


@frozen
class Plain(Text):
    """A text that reveals nothing about a person; see `plain`."""

    def info(self, purpose: str) -> Info:
        """What the column declares."""
        return plain(purpose)


@frozen
class Secret(Text):
    """A text that must never leave the database, such as a hash of a token; see `secret`."""

    multiline: bool = False

    def info(self, purpose: str) -> Info:
        """What the column declares."""
        return secret(purpose)


@frozen
class HostKey(Text):
    """The host's key of a user; see `host_key`.

    Attributes:
        erase: What becomes of it.
        blank: What it holds after `BLANK`; `{member}` in it becomes the member's id.
        prefix: What stands before the key in this column.
    """

    max: int = 255
    multiline: bool = False
    erase: Erasure = field(default=Erasure.BLANK, kw_only=True)
    blank: str | None = field(default=None, kw_only=True)
    prefix: str = field(default="", kw_only=True)

    def info(self, purpose: str) -> Info:
        """What the column declares."""
        return host_key(purpose, erase=self.erase, blank=self.blank, prefix=self.prefix)


Annotation = Person | PersonalValue | Personal | Plain | Secret | HostKey
ANNOTATIONS = (Person, PersonalValue, Personal, Plain, Secret, HostKey)
"""All of them; the reference lists them."""
