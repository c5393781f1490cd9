"""What a type declares of conflicts of interest, and the entries that a judge does not mark."""

from collections.abc import Callable, Collection, Iterable
from typing import Annotated

from attrs import frozen

from commkit import Context, MemberId
from commkit.storage import Erasure, Person, Plain
from commkit_contests.contests.records import ContestId
from commkit_contests.entries.records import ContestEntryId

Conflicts = Callable[[Context, MemberId, Collection[MemberId]], Iterable[MemberId]]
"""Gives those of some members whom a judge is too close to."""


@frozen(kw_only=True)
class JudgeConflict:
    """Whose entries a judge does not mark, besides their own; a type or a feature declares it.

    It is asked when judging begins and when a judge is added: an entry of such a member is not there for the judge. In
    a contest that is not blind it is asked once more when they mark.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        summary: Whose entries these are, a few words for people.
        conflicts: Gives those of the members whom the judge is too close to.
    """

    name: str
    summary: str
    conflicts: Conflicts


@frozen
class ContestRecusal:
    """That a judge does not mark an entry.

    Attributes:
        entry: The entry.
        judge: The judge.
        contest: The contest.
        reason: The name of the declared conflict; `own`, or `self` where the judge said so.
    """

    entry: ContestEntryId
    judge: Annotated[MemberId, Person(erase=Erasure.ROW, exported=False)]
    contest: ContestId
    reason: Annotated[str, Plain(max=100, multiline=False)]
