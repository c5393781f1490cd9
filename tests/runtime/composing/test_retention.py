"""What a host and a plugin may say about how long rows are kept; everything else is refused when the Kit is built."""

from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Index, MetaData, Table, text

from commkit import Feature, Kit, PluginError
from commkit.core import CORE_FEATURES
from commkit.posts import post
from commkit.runtime.storage.tables import audit
from commkit.storage import COMMUNITY, Id, Retention, UtcDateTime, community_id, plain
from tests.helpers import assert_invalid
from tests.runtime.plugins import club
from tests.sample import new_kit

DAY = timedelta(days=1)
RELEASE = "tests.runtime.first_release.versions"
metadata = MetaData()
ring_log = Table(
    "commkit_club_ring_log",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The entry's id.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    Column("seen_at", UtcDateTime, info=plain("When it was seen.")),
    Column("loud", Boolean(create_constraint=False), info=plain("Whether it was loud.")),
    info=COMMUNITY,
)
Index("ix_commkit_club_ring_log_at", ring_log.c.at)


def kept(**changes: Any) -> Retention:
    words: dict[str, Any] = {
        "name": "club.rings", "table": ring_log, "age": ring_log.c.at, "default": 7 * DAY, "purpose": "Rings."
    }  # fmt: skip
    return Retention(**(words | changes))


def kit_of(*kinds: Retention, retention: Mapping[str, Any] | None = None, **options: Any) -> Kit:
    feature = Feature("club.log", tables=metadata, migrations=RELEASE, retention=kinds, **options)
    return new_kit("sqlite://", club(feature), retention=retention)


def test_a_plugin_declares_its_own(sqlite_url: str) -> None:
    with closing(kit_of(kept(), retention={"club.rings": DAY})) as kit:
        assert kit._composition.retention["club.rings"].kept_for == DAY
    with closing(kit_of(kept())) as kit:
        assert kit._composition.retention["club.rings"].kept_for == 7 * DAY
    with closing(kit_of(kept(), retention={"club.rings": None})) as kit:
        assert kit._composition.retention["club.rings"].kept_for is None


def test_all_that_a_host_gets_wrong_is_listed() -> None:
    given: Any = {"outbx": DAY, "audit": 30, "rates": timedelta(), "outbox": -DAY, "drafts": timedelta.max}
    faults = {
        "retention.outbx": "unknown_retention",
        "retention.audit": "wrong_type",
        "retention.rates": "out_of_range",
        "retention.outbox": "out_of_range",
        "retention.drafts": "out_of_range",
    }
    with assert_invalid(**faults):
        new_kit("sqlite://", retention=given)


def test_the_nearest_name_is_told() -> None:
    with pytest.raises(Exception, match="did you mean 'outbox'"):
        new_kit("sqlite://", retention={"outbx": DAY})


def nothing(row: Table) -> Any:
    return True


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (kept(name="rings"), "must begin with 'club.'"),
        (kept(table=audit, age=audit.c.at), "commkit_audit, which is no table of this feature"),
        (kept(age=post.c.created_at), "name a column of that table"),
        (kept(age=ring_log.c.loud), "name a time, a date or an id"),
        (kept(age=ring_log.c.seen_at), "needs an index that begins with commkit_club_ring_log.seen_at"),
        (kept(default=timedelta()), "give a positive duration"),
        (kept(where=nothing), "give one on its columns"),
        (kept(needed=nothing), "give one on its columns"),
    ],
)
def test_what_could_not_be_deleted_in_small_steps_is_refused(kind: Retention, says: str) -> None:
    with pytest.raises(PluginError) as caught:
        kit_of(kind)
    assert says in caught.value.message
    assert caught.value.plugin == "club"


def test_one_name_stands_for_one_kind() -> None:
    with pytest.raises(PluginError, match=r"'club\.rings' is declared twice"):
        kit_of(kept(), kept())


def test_what_is_retained_is_declared_by_somebody() -> None:
    with pytest.raises(PluginError, match="did you mean 'audit'"):
        kit_of(retains={"audits": lambda row: row.c.at.is_(None)})
    with pytest.raises(PluginError, match="give one on its columns"):
        kit_of(retains={"audit": nothing})
    kit_of(retains={"audit": lambda row: row.c.at.is_(None)}).close()


def test_every_kind_of_the_core_says_what_it_is() -> None:
    kinds = [kind for feature in CORE_FEATURES for kind in feature.retention]
    assert all(kind.purpose.endswith(".") for kind in kinds)
    assert len(kinds) == len({kind.name for kind in kinds})
    assert {kind.name for kind in kinds if kind.default is None} == {
        "audit", "parked_deliveries", "revisions", "notification_metrics"
    }  # fmt: skip


def test_a_hold_of_another_feature_keeps_its_rows(sqlite_url: str) -> None:
    held = Feature("club.hold", retains={"audit": lambda row: row.c.command == text("'club.held'")})
    kit = new_kit(sqlite_url, club(held), retention={"audit": DAY})
    with closing(kit):
        rule = kit._composition.retention["audit"]
        assert len(rule.statements.holds) == 3
