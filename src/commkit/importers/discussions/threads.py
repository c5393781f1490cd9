"""The threads of an export: which are one, since they stand on one page, and which are skipped."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from attrs import define, evolve

from commkit.importers.discussions.pages import host_of, page_key, url_of
from commkit.importers.discussions.records import FoundGroup, FoundThread

MERGED = "same page as another"
"""Why a thread is skipped whose comments stand in another one of its page."""
DUPLICATE = "duplicate id"

_NEAR = timedelta(days=1)
_MIN_TITLE = 8
"""Characters of a title by which a page is found; `Home` says too little."""


@define
class ThreadRow:
    """What is remembered of a thread.

    Attributes:
        found: The thread, without its body.
        place: Where its body is.
        order: Its number in the order of reading.
        reason: Why it is skipped; empty where it is not.
        same_as: The thread of the same page that stands for it; None for one that stands for itself.
        others: The threads that it stands for.
    """

    found: FoundThread
    place: int
    order: int
    reason: str
    same_as: "ThreadRow | None" = None
    others: "list[ThreadRow] | None" = None

    @property
    def all(self) -> "Iterable[ThreadRow]":
        """Itself, and the threads that it stands for."""
        return (self, *(self.others or ()))

    @property
    def closed(self) -> bool:
        """Whether it takes no more comments, as all of its page."""
        return all(row.found.closed for row in self.all)


class ThreadRows:
    """The threads in the order of reading; each may come after its comments."""

    def __init__(self) -> None:
        self._rows: dict[str, ThreadRow] = {}
        self._groups: dict[str, FoundGroup] = {}

    def __iter__(self) -> Iterator[ThreadRow]:
        return iter(self._rows.values())

    def set_group(self, group: FoundGroup) -> None:
        """Say what the threads of a group have in common, also of those that were added before."""
        before = self._groups.get(group.group, group)
        self._groups[group.group] = evolve(group, reason=group.reason or before.reason)

    def tags(self, row: ThreadRow) -> tuple[str, ...]:
        """The tags of a thread, with that of its group."""
        group = self._groups.get(row.found.group)
        return tuple(dict.fromkeys((*((group.tag,) if group and group.tag else ()), *row.found.tags)))

    def add(self, found: FoundThread, place: int) -> str:
        """Add a thread; gives why the row is skipped at once, or an empty text.

        Of two rows of one id the first counts; where the second is skipped for a reason, both are.
        """
        row = self._rows.get(found.id)
        if row is None or (row.found.implied and not found.implied):
            order = len(self._rows) if row is None else row.order
            self._rows[found.id] = ThreadRow(found, place, order, found.reason)
            return ""
        if found.implied:
            return ""
        row.reason = row.reason or found.reason
        return DUPLICATE

    def find(self, id: str) -> ThreadRow | None:
        """The thread in which comments of a thread stand; None where there is no such thread."""
        row = self._rows.get(id)
        return (row.same_as or row) if row is not None else None

    def merge(self, find_imported: Callable[[Iterable[str]], set[str]]) -> None:
        """Skip the threads of groups that are kept out, and find those of one page.

        The first of a page stands for all, or the one that was imported before.

        Args:
            find_imported: Those of some ids that were imported before.
        """
        for row in self._rows.values():
            if row.found.group in self._groups:
                row.reason = row.reason or self._groups[row.found.group].reason
        groups = [group for group in self._of_pages() if len(group) > 1]
        imported = find_imported(row.found.id for group in groups for row in group) if groups else set()
        for group in groups:
            main = next((row for row in group if row.found.id in imported), group[0])
            main.others = [row for row in group if row is not main]
            for row in main.others:
                row.same_as, row.reason = main, MERGED

    def _of_pages(self) -> list[list[ThreadRow]]:
        live = [row for row in self._rows.values() if not row.reason and not row.found.has_opener]
        above = list(range(len(live)))

        def top(number: int) -> int:
            while above[number] != number:
                above[number] = above[above[number]]
                number = above[number]
            return number

        firsts: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(live):
            for key in _keys(row.found):
                one, other = top(firsts.setdefault(key, number)), top(number)
                above[max(one, other)] = min(one, other)
        for one, other in _twins(live):
            first, second = top(one), top(other)
            above[max(first, second)] = min(first, second)
        groups: dict[int, list[ThreadRow]] = {}
        for number, row in enumerate(live):
            groups.setdefault(top(number), []).append(row)
        return list(groups.values())


def _keys(found: FoundThread) -> Iterable[tuple[str, ...]]:
    """What a thread has in common with every other one of its page."""
    if found.identifier:
        yield "identifier", found.group, found.identifier
    for address in (found.url, url_of(found.identifier)):
        if address:
            yield "page", found.group, page_key(address)


def _twins(live: list[ThreadRow]) -> Iterable[tuple[int, int]]:
    """The pairs of threads of a page that stood at two hosts: the only two of their title, begun within a day."""
    titled: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(live):
        title = row.found.title.casefold()
        if len(title) >= _MIN_TITLE and row.found.url and row.found.created_at is not None:
            titled.setdefault((row.found.group, title), []).append(number)
    for numbers in titled.values():
        if len(numbers) == 2:
            one, other = (live[number].found for number in numbers)
            assert one.created_at is not None
            assert other.created_at is not None
            near = abs(one.created_at - other.created_at) <= _NEAR
            if near and host_of(one.url) != host_of(other.url):
                yield numbers[0], numbers[1]
