"""A session that only reads sees one moment of the database, with the rights that its actor had at that moment."""

from contextlib import closing

import pytest

from commkit import Kit
from commkit.posts import CreateThread, ListThreads
from tests.sample import OWNER, create_community, new_kit


def _write(kit: Kit, body: str) -> None:
    with kit.session(OWNER, "town") as session:
        session.do(CreateThread(kind="question", title=body, body=body))


def test_what_is_committed_meanwhile_is_not_read(kit: Kit) -> None:
    create_community(kit)
    _write(kit, "before")
    with kit.session(OWNER, "town", read_only=True) as reading:
        _write(kit, "meanwhile")
        assert [post.title for post in reading.ask(ListThreads()).items] == ["before"]
        _write(kit, "later")
        assert [post.title for post in reading.ask(ListThreads()).items] == ["before"]
    with kit.session(OWNER, "town", read_only=True) as reading:
        assert len(reading.ask(ListThreads()).items) == 3


@pytest.mark.postgres
def test_a_session_that_may_write_does_read_it(migrated_postgres_url: str) -> None:
    """The control: there is something to see. What such a session does with it, the actor lock judges."""
    with closing(new_kit(migrated_postgres_url)) as kit:
        create_community(kit)
        with kit.session(OWNER, "town") as writing:
            assert not writing.ask(ListThreads()).items
            _write(kit, "meanwhile")
            assert [post.title for post in writing.ask(ListThreads()).items] == ["meanwhile"]
