"""A database that loses the connection at a commit: nobody hears whether it was kept."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from commkit import Busy, CommkitError, Kit
from commkit.runtime.storage.database import Database

LOST = Busy("runtime.connection_lost", "it is a test")


@contextmanager
def unanswered_commit(
    kit: Kit, number: int, *, kept: bool, error: CommkitError = LOST
) -> Iterator[list[int]]:
    """Let the n-th commit inside raise as a lost connection does, after it was kept or before.

    Gives the numbers of the commits that were made.
    """
    made: list[int] = []
    commit, rollback = Database.commit, Database.rollback

    def lose(database: Database, connection: object, *, read_only: bool = False) -> None:
        made.append(len(made) + 1)
        if made[-1] != number:
            commit(database, connection, read_only=read_only)  # type: ignore[arg-type]  # as it was given
            return
        (commit if kept else rollback)(database, connection, read_only=read_only)  # type: ignore[arg-type]  # as above
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "commit", lose)
        yield made
