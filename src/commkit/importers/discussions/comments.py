"""The comments of an export: which replies to which, whatever their order is, and in which they are imported.

Of a comment its ids and some numbers are kept, and never its text.
"""

from array import array
from collections.abc import Callable, Iterable

from commkit.importers.discussions.records import FoundComment
from commkit.importers.discussions.threads import DUPLICATE, ThreadRow, ThreadRows

NO_PARENT = "parent missing"
CIRCLE = "in a circle of parents"
ELSEWHERE = "parent in another thread"
BELOW_SKIPPED = "parent skipped"
"""What became of a comment that is imported below another one than its parent."""

_NONE = -1
_UNKNOWN = -2
_MILLION = 1_000_000


class CommentRows:
    """The comments in the order of reading.

    Attributes:
        reasons: Why comments are skipped, by their numbers.
        notes: What is unusual about the parents of comments, by their numbers.
        uploads: How many files those have that show or link to any, by their numbers.
    """

    def __init__(self) -> None:
        self.reasons: dict[int, str] = {}
        self.notes: dict[int, str] = {}
        self.uploads: dict[int, int] = {}
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._named: list[str | None] = []
        self._threads: list[str] = []
        self._same: dict[str, str] = {}
        self._places = array("q")
        self._times = array("q")
        self._listed: dict[int, str] = {}
        self._openers: dict[str, int] = {}
        self._parents = array("q")
        self._depths = array("q")
        self._rows: list[ThreadRow | None] = []
        self._before: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, found: FoundComment, place: int) -> str:
        """Add a comment; gives why the row is skipped at once, or an empty text."""
        number = len(self._ids)
        if self._numbers.setdefault(found.key or found.id, number) != number:
            return DUPLICATE
        self._ids.append(found.id)
        self._named.append(self._shared(found.parent))
        self._threads.append(self._shared(found.thread) or "")
        self._places.append(place)
        self._times.append(int(found.created_at.timestamp() * _MILLION) if found.created_at else 0)
        if found.reason:
            self.reasons[number] = self._shared(found.reason) or ""
        if found.author.listed and found.author.id is not None:
            self._listed[number] = self._shared(found.author.id) or ""
        if found.uploads:
            self.uploads[number] = len(found.uploads)
        if found.opens:
            self._openers.setdefault(found.thread, number)
        return ""

    def _shared(self, text: str | None) -> str | None:
        return None if text is None else self._same.setdefault(text, text)

    def id(self, number: int) -> str:
        """The id of a comment."""
        return self._ids[number]

    def place(self, number: int) -> int:
        """Where its text is."""
        return self._places[number]

    def parent(self, number: int) -> str | None:
        """The id of the comment that it goes below; None where it goes below the opening post."""
        above = self._parents[number]
        return self._before.get(number) if above < 0 else self._ids[above]

    def opener(self, thread: str) -> int | None:
        """The comment that opens a thread."""
        return self._openers.get(thread)

    def resolve(
        self,
        threads: ThreadRows,
        find_imported: Callable[[Iterable[str]], set[str]],
        *,
        members: set[str],
        damaged: bool,
    ) -> None:
        """Find the places of all comments.

        Args:
            threads: All threads.
            find_imported: Those of some ids that were imported before.
            members: The ids of the people who are listed.
            damaged: Whether a file could not be read to its end. Then a comment that names what may have been there
                is skipped, and imported with all of it when the file is whole.
        """
        self._find_threads(threads)
        self._find_parents(find_imported, damaged=damaged)
        if damaged:
            missing = (number for number, author in self._listed.items() if author not in members)
            for number in missing:
                self.reasons.setdefault(number, "author missing in a damaged file")
        self._cut_circles()
        self._go_up()

    def of_threads(self) -> dict[str, list[int]]:
        """The comments that are imported, by the ids of their threads, each after the one that it goes below."""
        found: dict[str, list[int]] = {}
        openers = set(self._openers.values())
        for number, row in enumerate(self._rows):
            if row is not None and number not in self.reasons and number not in openers:
                found.setdefault(row.found.id, []).append(number)
        for numbers in found.values():
            numbers.sort(key=lambda number: (self._times[number], self._depths[number], number))
        return found

    def time(self, number: int) -> float:
        """When it was written, or what it goes below, whichever was later: seconds since 1970."""
        return self._times[number] / _MILLION

    def _find_threads(self, threads: ThreadRows) -> None:
        for row in threads:
            if row.found.has_opener and not row.reason:
                opener = self._openers.get(row.found.id)
                if opener is None:
                    row.reason = "first post not in the export"
                elif opener in self.reasons:
                    row.reason = f"first post skipped: {self.reasons[opener]}"
        for number, thread in enumerate(self._threads):
            found = threads.find(thread)
            self._rows.append(found)
            if found is None:
                self.reasons.setdefault(number, "thread missing")
            elif found.reason:
                self.reasons.setdefault(number, f"thread skipped: {found.reason}")

    def _find_parents(self, find_imported: Callable[[Iterable[str]], set[str]], *, damaged: bool) -> None:
        unknown: dict[int, str] = {}
        for number, name in enumerate(self._named):
            self._parents.append(_NONE if name is None else self._numbers.get(name, _UNKNOWN))
            if name is not None and self._parents[number] == _UNKNOWN and number not in self.reasons:
                unknown[number] = name
        imported = find_imported(dict.fromkeys(unknown.values())) if unknown else set()
        for number, name in unknown.items():
            if name in imported:
                self._before[number] = name
            elif damaged:
                self.reasons[number] = "parent missing in a damaged file"
            else:
                self.notes[number] = NO_PARENT

    def _cut_circles(self) -> None:
        parents, state = self._parents, bytearray(len(self._ids))
        for start in range(len(self._ids)):
            path = []
            number = start
            while number >= 0 and not state[number]:
                state[number] = 1
                path.append(number)
                number = parents[number]
            if number >= 0 and state[number] == 1:
                parents[path[-1]] = _NONE
                self.notes[path[-1]] = CIRCLE
            for number in path:
                state[number] = 2

    def _go_up(self) -> None:
        """Make each reply to the nearest comment above that is imported, in its thread."""
        done = bytearray(len(self._ids))
        self._depths.extend([0] * len(self._ids))
        for start in range(len(self._ids)):
            waiting = []
            number = start
            while number >= 0 and not done[number]:
                done[number] = True
                waiting.append(number)
                number = self._parents[number]
            for number in reversed(waiting):
                self._place(number)

    def _place(self, number: int) -> None:
        above = self._parents[number]
        if above < 0:
            return
        if self._rows[above] is not self._rows[number]:
            self.notes[number], above = ELSEWHERE, _NONE
        elif above in self.reasons:
            self.notes[number] = BELOW_SKIPPED
            above = self._parents[above]
        if above >= 0 and self._openers.get(self._threads[above]) == above:
            above = _NONE
        self._parents[number] = above
        if above >= 0:
            self._times[number] = max(self._times[number], self._times[above])
            self._depths[number] = self._depths[above] + 1
