"""The facts that tests emit are gathered; one that no test emits is reported."""

from contextlib import closing
from pathlib import Path

import pytest

from commkit import Conflict, Kit
from commkit.posts import CreateThread
from tests.helpers import do
from tests.meta.check_emitted import main
from tests.meta.emitted import never_emitted, recording, write
from tests.meta.fakes import FakePlugin
from tests.meta.suites import kit_of_all
from tests.sample import create_community


def test_what_is_emitted_is_gathered(sqlite_kit: Kit) -> None:
    with recording() as names:
        create_community(sqlite_kit, members=("ada",))
    with recording() as nothing:
        pass
    do(sqlite_kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    assert names >= {"communities.created", "members.joined"}
    assert "posts.created" not in names
    assert nothing == set()


def test_what_is_not_accepted_is_not_gathered(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    with recording() as names, pytest.raises(Conflict):
        create_community(sqlite_kit)
    assert names == set()


def test_control_a_fact_that_no_process_emitted_is_reported(tmp_path: Path) -> None:
    with closing(kit_of_all(FakePlugin())) as kit:
        known = sorted(kit.registry.facts.keys() - {"fake.noted"})
        write(tmp_path, "gw0", set(known[::2]))
        write(tmp_path, "gw1", set(known[1::2]))
        assert never_emitted(kit, tmp_path) == ["fake.noted"]


def test_it_ends_with_a_sentence(tmp_path: Path) -> None:
    assert "there is nothing in" in (main(tmp_path) or "")
    write(tmp_path, "gw0", {"posts.created"})
    assert "no test emits these facts: " in (main(tmp_path) or "")
    with closing(kit_of_all()) as kit:
        write(tmp_path, "gw1", set(kit.registry.facts))
    assert main(tmp_path) is None
