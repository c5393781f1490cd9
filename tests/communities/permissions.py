"""Who may do what with communities themselves."""

from datetime import UTC, date, datetime
from typing import Any

from commkit import SYSTEM
from commkit.communities import AnnounceSunset, ReadCharter
from commkit.testing.permissions import by

END = datetime(2100, 1, 1, tzinfo=UTC)


def _announced(cell: Any) -> datetime:
    """The end of the community, announced if it is not yet."""
    with cell.stage.kit.session(SYSTEM, cell.stage.community.slug) as session:
        if session.ask(ReadCharter()).sunset_at is None:
            session.do(AnnounceSunset(END, reason="Done.", thanks="Thank you."))
    return END


EXPECTED = {
    "communities.found": by(
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
    "communities.amend": by(steward="any", given={"title": "A better title"}),
    "communities.change_settings": by(steward="any", given={"feature": "posts", "values": {"max_tags": 3}}),
    "communities.audit_page": by(steward="any"),
    "communities.archive": by(owner="any", archived=True),
    "communities.reopen": by(owner="any", archived=True),
    "communities.read_charter": by(visitor="any"),
    "communities.set_rules": by(steward="any", given={"version": 0}),
    "communities.announce_sunset": by(owner="any", given={"at": END}),
    "communities.call_off_sunset": by(owner="any", given={"at": _announced}),
    "communities.come_to_end": by(system="any", archived=True, given={"at": _announced}),
}
