"""Who may do what with communities themselves."""

from datetime import UTC, date, datetime
from typing import Any

from commkit import SYSTEM
from commkit.communities import AnnounceClosing, ReadCharter
from commkit.testing.permissions import by

END = datetime(2100, 1, 1, tzinfo=UTC)


def _announced(cell: Any) -> datetime:
    """The end of the community, announced if it is not yet."""
    with cell.stage.kit.session(SYSTEM, cell.stage.community.slug) as session:
        if session.ask(ReadCharter()).closes_at is None:
            session.do(AnnounceClosing(END, reason="Done.", farewell="Thank you."))
    return END


EXPECTED = {
    "communities.create_community": by(
        member="any",
        given={
            "slug": "another-town",
            "type": lambda cell: cell.stage.community.type,
            "care_hours": 2,
            "review_on": date(2100, 1, 1),
        },
    ),
    "communities.list_communities": by(visitor="any"),
    "communities.read_community": by(outsider="any"),
    "communities.update_community": by(steward="any", given={"title": "A better title"}),
    "communities.update_settings": by(steward="any", given={"feature": "posts", "values": {"max_tags": 3}}),
    "communities.list_audit_entries": by(steward="any"),
    "communities.archive_community": by(owner="any", archived=True),
    "communities.reopen_community": by(owner="any", archived=True),
    "communities.read_charter": by(visitor="any"),
    "communities.update_rules": by(steward="any", given={"version": 0}),
    "communities.announce_closing": by(owner="any", given={"closes_at": END}),
    "communities.cancel_closing": by(owner="any", given={"closes_at": _announced}),
    "communities.close_community": by(system="any", archived=True, given={"closes_at": _announced}),
}
