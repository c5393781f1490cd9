"""Which message replies to which, over a whole archive: what is remembered of each message, and what follows.

Of a message some digests and numbers are kept, about 300 bytes, and never its text.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from commkit.importers.mbox.headers import MailHeaders, digest_of

MAX_PASSES = 8
"""How often an archive is read at most for replies that stand before what they reply to."""

_NOBODY = -1
_ID_BYTES = 16
_SUBJECT_DAYS = 30
_MIN_SUBJECT = 10
"""Characters of a subject by which a reply is found; `Re: help` says too little."""


@frozen
class MailPlace:
    """The place of a message.

    Attributes:
        id: The digest of its id.
        parent: The digest of the id of the message it replies to; None where it opens a thread.
        step: In which pass it is imported, from 0.
        reason: Why it is skipped; empty where it is not.
    """

    id: bytes
    parent: bytes | None = None
    step: int = 0
    reason: str = ""


class ThreadIndex:
    """Remembers the messages of an archive in their order, and finds their places.

    A message replies to the nearest one of its References, or else of its In-Reply-To, that the archive has or that
    was imported before. Where it has none of them:

    1. messages that name the same first message, which is missing, are one thread;
    2. a message whose subject says that it is a reply replies to the last thread of that subject, if it began at most
       30 days before, in the archive, and the subject has 10 characters or more;
    3. any other opens a thread.
    """

    def __init__(self) -> None:
        self._ids: list[bytes] = []
        self._by_id: dict[bytes, int] = {}
        self._above: dict[int, bytes] = {}
        """The references of messages that have some, each 16 bytes, in one."""
        self._subjects = array("q")
        self._is_reply = bytearray()
        self._days = array("l")
        self._reasons: dict[int, str] = {}
        self._parents = array("q")
        self._outside: dict[int, bytes] = {}
        self._steps = bytearray()
        self._groups = array("q")

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, headers: MailHeaders) -> None:
        """Add the next message; one with the id of an earlier one is a duplicate."""
        number = len(self._ids)
        self._ids.append(headers.id)
        self._days.append(headers.sent_at.date().toordinal() if headers.sent_at else 0)
        self._is_reply.append(headers.is_reply)
        subject = headers.base_subject
        self._subjects.append(_number_of(subject) if len(subject) >= _MIN_SUBJECT else 0)
        if headers.references:
            self._above[number] = b"".join(headers.references)
        if headers.reason:
            self._reasons[number] = headers.reason
        elif self._by_id.setdefault(headers.id, number) != number:
            self._reasons[number] = "duplicate Message-ID"

    def skip(self, reason: str) -> None:
        """Add a message that cannot be read."""
        self.add(MailHeaders(b"", reason=reason))

    def resolve(self, find_imported: Callable[[Iterable[bytes]], set[bytes]]) -> None:
        """Find the places of all messages.

        Args:
            find_imported: Gives those of some digests whose messages were imported before.
        """
        self._parents = array("q", [_NOBODY]) * len(self._ids)
        self._groups = array("q", range(len(self._ids)))
        for number in self._messages():
            self._link(number, self._inside(number))
        orphans = [number for number in self._above if self._parents[number] == _NOBODY]
        imported = find_imported(
            {id for number in orphans for id in self._references(number) if id not in self._by_id}
        )
        for number in orphans:
            outside = next((id for id in self._references(number) if id in imported), None)
            if outside is not None and number not in self._reasons:
                self._outside[number] = outside
        self._join_orphans()
        self._join_subjects()
        self._order()

    def places(self) -> Iterator[MailPlace]:
        """The places of all messages, in their order."""
        return (self.place(number) for number in range(len(self._ids)))

    def place(self, number: int) -> MailPlace:
        """The place of a message by its number, from 0."""
        if number in self._reasons:
            return MailPlace(self._ids[number], reason=self._reasons[number])
        parent = self._parents[number]
        above = self._ids[parent] if parent != _NOBODY else self._outside.get(number)
        return MailPlace(self._ids[number], above, self._steps[number])

    @property
    def passes(self) -> int:
        """How many passes there are."""
        return max(self._steps, default=0) + 1

    def _messages(self) -> Iterator[int]:
        return (number for number in range(len(self._ids)) if number not in self._reasons)

    def _references(self, number: int) -> Iterator[bytes]:
        above = self._above.get(number, b"")
        return (above[place : place + _ID_BYTES] for place in range(0, len(above), _ID_BYTES))

    def _inside(self, number: int) -> Iterator[int]:
        for id in self._references(number):
            found = self._by_id.get(id)
            if found is not None:
                yield found

    def _link(self, number: int, parents: Iterable[int]) -> None:
        """Make a message reply to the first of some others that is not below itself."""
        for parent in parents:
            if self._top(parent) != number:
                self._parents[number] = self._groups[number] = parent
                return

    def _top(self, number: int) -> int:
        groups = self._groups
        while (above := groups[number]) != number:
            groups[number] = groups[above]
            number = above
        return number

    def _is_open(self, number: int) -> bool:
        return self._parents[number] == _NOBODY and number not in self._outside

    def _join_orphans(self) -> None:
        firsts: dict[bytes, int] = {}
        for number in self._messages():
            if self._is_open(number) and number in self._above:
                first = firsts.setdefault(self._above[number][-_ID_BYTES:], number)
                self._link(number, (first,))

    def _join_subjects(self) -> None:
        latest: dict[int, int] = {}
        for number in self._messages():
            subject = self._subjects[number]
            if not subject or not self._is_open(number):
                continue
            opener = latest.get(subject, number)
            days = self._days[number] - self._days[opener]
            if opener != number and self._is_reply[number] and 0 <= days <= _SUBJECT_DAYS:
                self._link(number, (opener,))
            else:
                latest[subject] = number

    def _order(self) -> None:
        """Find the passes: a reply is imported in the pass of its parent, or in the next where it stands before it."""
        self._steps = bytearray(len(self._ids))
        done = bytearray(len(self._ids))
        for number in self._messages():
            waiting = []
            while not done[number] and self._parents[number] != _NOBODY:
                waiting.append(number)
                done[number] = True
                number = self._parents[number]  # noqa: PLW2901  # up to the opener, or to one that is done
            for below in reversed(waiting):
                parent = self._parents[below]
                step = self._steps[parent] + (parent > below)
                if (
                    step >= MAX_PASSES
                ):  # the tree is deeper than that only in an archive from its end to its begin
                    parent = self._top(below)
                    self._parents[below] = parent
                    step = self._steps[parent] + (parent > below)
                self._steps[below] = step


def _number_of(subject: str) -> int:
    """A number by which subjects are compared, never 0."""
    return int.from_bytes(digest_of(subject.encode("utf-8", "replace"))[:7], "big") or 1
