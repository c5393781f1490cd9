"""Who may do what with communities themselves."""

from datetime import UTC, date, datetime
from typing import Any

from commkit import SYSTEM
from commkit.communities import AnnounceClosing, ReadCharter
from commkit.testing.permissions import allowed

END = datetime(2100, 1, 1, tzinfo=UTC)


def _announced(cell: Any) -> datetime:
    """The end of the community, announced if it is not yet."""
    with cell.scenario.kit.session(SYSTEM, cell.scenario.community.slug) as session:
        if session.ask(ReadCharter()).closes_at is None:
            session.do(AnnounceClosing(END, reason="Done.", farewell="Thank you."))
    return END


EXPECTED_PERMISSIONS = {
    "communities.create_community": allowed(
        member="any",
        given={
            "slug": "another-town",
            "type": lambda cell: cell.scenario.community.type,
            "care_hours": 2,
            "review_on": date(2100, 1, 1),
        },
    ),
    "communities.list_communities": allowed(visitor="any"),
    "communities.read_community": allowed(outsider="any"),
    "communities.update_community": allowed(steward="any", given={"title": "A better title"}),
    "communities.update_settings": allowed(
        steward="any", given={"feature": "posts", "values": {"max_tags": 3}}
    ),
    "communities.list_audit_entries": allowed(steward="any"),
    "communities.archive_community": allowed(owner="any", archived=True),
    "communities.reopen_community": allowed(owner="any", archived=True),
    "communities.read_charter": allowed(visitor="any"),
    "communities.update_rules": allowed(steward="any", given={"version": 0}),
    "communities.announce_closing": allowed(owner="any", given={"closes_at": END}),
    "communities.cancel_closing": allowed(owner="any", given={"closes_at": _announced}),
    "communities.close_community": allowed(system="any", archived=True, given={"closes_at": _announced}),
}

MAY_MENTION_HIDDEN = {"communities.list_audit_entries": ("*",)}
"""What every command gave, by its id and nothing else, for who may read all of it."""
