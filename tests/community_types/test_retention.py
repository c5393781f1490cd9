"""What an undo asks of the audit log is answered however short the log is kept."""

from contextlib import closing
from datetime import timedelta

import pytest
from attrs import evolve

from commkit import Conflict, Kit, Role
from commkit.community_types import UndoChangeType, community_types
from commkit.posts import CreateThread
from commkit.runtime.storage.tables import audit
from commkit.testing.clock import ManualClock
from tests.community_types.towns import TOWN, change, new_town_kit
from tests.helpers import assert_refused, assert_unchanged, do
from tests.retained import keep
from tests.runtime.purging.purges import DAY, count
from tests.sample import OWNER, create_community


@pytest.mark.parametrize("held", [True, False], ids=["held", "control"])
def test_an_undo_that_exposes_is_refused_when_the_log_was_purged(
    town: Kit, clock: ManualClock, *, held: bool
) -> None:
    open_type = evolve(TOWN, name="open", roles={"member": Role(grants={"posts.read_removed"})})
    url = town.database.url.render_as_string(hide_password=False)
    with closing(new_town_kit(url, types=[open_type], clock=clock)) as other:
        create_community(other, "closed", type="open", members=("ada",))
        gone = change(other, "town", slug="closed")
        clock.advance(timedelta(minutes=1))
        do(other, OWNER, "closed", CreateThread(kind="question", title="Why?", body="So."))
        clock.advance(99 * DAY)
        keep(other, but=() if held else (community_types.name,), audit=DAY)
        other.purge()
        if held:
            assert count(other, audit) == 1, "the newest of the community that changed its type"
            with assert_unchanged(other), assert_refused(Conflict, "community_types.exposes"):
                do(other, OWNER, "closed", UndoChangeType(gone.id))
        else:
            do(other, OWNER, "closed", UndoChangeType(gone.id))
