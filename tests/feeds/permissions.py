"""Who may do what with feed tokens."""

from typing import Any

from commkit.feeds import CreateFeedToken
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import OTHER


def _secret(cell: Any) -> Any:
    return cell.scenario.do(OTHER, CreateFeedToken()).secret


EXPECTED_PERMISSIONS = {
    "feeds.create_feed_token": allowed(member="any", silenced="any", suspended="any", system="no"),
    "feeds.revoke_feed_token": allowed(
        member="own", silenced="own", suspended="own", system="no", archived=True
    ),
    "feeds.list_my_feed_tokens": allowed(member="any", silenced="any", suspended="any", system="no"),
    "feeds.resolve_feed_token": allowed(system="any", given={"secret": _secret}),
    "feeds.read_feed_channel": allowed(visitor="any"),
    "feeds.read_entry_details": allowed(visitor="any+removed"),
    "feeds.read_post_feed": allowed(),  # the core declares no list; see tests/adapters/feeds/test_pages.py
    "feeds.record_feed_token_use": allowed(system="any", archived=True),
}

FIXTURES = {"FeedTokenId": Fixture(lambda scenario, actor: scenario.do(actor, CreateFeedToken()).id)}
