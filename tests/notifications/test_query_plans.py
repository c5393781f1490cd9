"""Each statement of the fan-out and of the inbox names its index, on an empty database without statistics."""

import re
from typing import Any

import pytest

from commkit import Kit
from commkit.notifications import WatchScope
from commkit.notifications.announcements import statements as announcement_sql
from commkit.notifications.digests import statements as digest_sql
from commkit.notifications.inbox import statements as inbox_sql
from commkit.notifications.mailing import statements as mail_sql
from commkit.notifications.notifying import statements as notify_sql
from commkit.notifications.watching import statements as watch_sql
from commkit.runtime.storage.statements import Statement
from commkit.runtime.storage.visibility import Visible
from commkit.testing.contexts import context_of

PRIMARY = "sqlite_autoindex_commkit_inbox_1"
MEMBERSHIP = "sqlite_autoindex_commkit_membership_1"
WATCH = "sqlite_autoindex_commkit_watch_1"

PLANS: dict[str, tuple[Statement[Any], str]] = {
    "inbox": (inbox_sql.PAGE, f"commkit_inbox USING INDEX {PRIMARY} (community_id=? AND member=? AND notification<?)"),
    "unread": (inbox_sql.UNREAD_PAGE, "commkit_inbox USING INDEX ix_commkit_inbox_unread"),
    "read all": (inbox_sql.READ_ALL, "commkit_inbox USING INDEX ix_commkit_inbox_unread"),
    "notify: member": (notify_sql.ADD_TO_INBOX, f"commkit_membership USING INDEX {MEMBERSHIP}"),
    "notify: unread before": (
        notify_sql.ADD_TO_INBOX,
        "earlier USING INDEX ix_commkit_inbox_bundle (community_id=? AND member=? AND kind=? AND bundle=?)",
    ),
    "notify: notified already": (
        notify_sql.ADD_TO_INBOX,
        f"existing USING COVERING INDEX {PRIMARY} (community_id=? AND member=? AND notification=?)",
    ),
    "collapse": (
        notify_sql.COLLAPSE,
        "commkit_inbox USING INDEX ix_commkit_inbox_bundle (community_id=? AND member=? AND kind=? AND bundle=?)",
    ),
    "supersede": (
        notify_sql.SUPERSEDE, f"commkit_inbox USING INDEX {PRIMARY} (community_id=? AND member=? AND notification=?)",
    ),
    "mail that is due": (
        mail_sql.DUE,
        "commkit_inbox USING INDEX ix_commkit_inbox_mail (community_id=? AND notification=? AND member>? AND member<?)",
    ),
    "a mail": (
        mail_sql.PENDING,
        f"commkit_inbox USING INDEX {PRIMARY} (community_id=? AND member=? AND notification=?)",
    ),
    "mail for the digest": (digest_sql.DIGESTED, "commkit_inbox USING INDEX ix_commkit_inbox_digest"),
    "objects of a page": (
        inbox_sql.PAGE, "commkit_post_1 USING INDEX sqlite_autoindex_commkit_post_1 (community_id=? AND id=?)",
    ),
    "who sees the object": (
        notify_sql.ADD_TO_INBOX, "commkit_post_1 USING INDEX sqlite_autoindex_commkit_post_1 (community_id=? AND id=?)",
    ),
    "current members": (
        announcement_sql.CURRENT_MEMBERS,
        f"commkit_membership USING INDEX {MEMBERSHIP} (community_id=? AND id>?)",
    ),
    "greeters": (announcement_sql.HOLDERS, f"commkit_membership USING INDEX {MEMBERSHIP} (community_id=? AND id>?)"),
    "watches of a merged thread": (
        watch_sql.MERGE_WATCHES, f"old USING INDEX {WATCH} (community_id=? AND scope=? AND target=?)",
    ),
    "watches of a split thread": (
        watch_sql.COPY_WATCHES, f"old USING INDEX {WATCH} (community_id=? AND scope=? AND target=?)",
    ),
    "watches that are deleted": (
        watch_sql.DELETE_WATCHES,
        f"commkit_watch USING COVERING INDEX {WATCH} (community_id=? AND scope=? AND target=?)",
    ),
    "watches": (watch_sql.WATCHES_OF_MEMBER, "commkit_watch USING INDEX ix_commkit_watch_member"),
    **{
        f"watchers: {scope}": (
            watch_sql.WATCHERS[scope],
            f"commkit_watch USING INDEX {WATCH} (community_id=? AND scope=? AND target=? AND member>?)",
        )
        for scope in WatchScope
    },
}  # fmt: skip


def analyse_a_large_town(kit: Kit) -> None:
    """What ANALYZE says of a database with 1,000 communities, one of which has half of all rows."""
    with kit.database.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
        for table, index, rows in (
            ("commkit_inbox", PRIMARY, "1000000 1000 50 1"),
            ("commkit_inbox", "ix_commkit_inbox_unread", "500000 500 25 1"),
            ("commkit_post", "sqlite_autoindex_commkit_post_1", "100000 100 1"),
            ("commkit_notification", "sqlite_autoindex_commkit_notification_1", "100000 100 1"),
        ):
            connection.exec_driver_sql(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", (table, index, rows)
            )
        connection.exec_driver_sql("ANALYZE sqlite_schema")


OF_AN_INBOX = (
    "inbox",
    "unread",
    "read all",
    "objects of a page",
    "notify: unread before",
    "who sees the object",
)


@pytest.mark.parametrize(
    ("name", "analysed"), [*((name, False) for name in PLANS), *((name, True) for name in OF_AN_INBOX)]
)
def test_a_statement_uses_its_index(small_tower: Kit, name: str, analysed: bool) -> None:
    statement, expected = PLANS[name]
    if analysed:
        analyse_a_large_town(small_tower)
    with small_tower.session("owner", "town", read_only=True) as session:
        construct = statement.construct_for(Visible(context_of(session).visibility))
    text = str(construct.compile(dialect=small_tower.database.engine.dialect))
    text = re.sub(r"\(__\[POSTCOMPILE_\w+\]\)", "(?, ?)", text)
    with small_tower.database.engine.connect() as connection:
        nothing = (None,) * text.count("?")
        steps = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", nothing)]
    assert [step for step in steps if step.startswith(f"SEARCH {expected}")], steps
    assert not [step for step in steps if "SCAN" in step or "TEMP B-TREE" in step], steps
