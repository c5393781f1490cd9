"""Which entries are taken, for any document and whatever is known of it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commkit_feedreader.documents.records import SourceEntry, SourceText
from commkit_feedreader.entries.importing.policy import candidates, canonical_link, plan, web_address
from commkit_feedreader.entries.importing.records import KnownEntry
from commkit_feedreader.entries.records import FeedEntryId

SINCE = datetime(2026, 3, 2, tzinfo=UTC)
ENTRIES = st.builds(
    SourceEntry,
    id=st.sampled_from(["", "a", "b", "c"]),
    link=st.sampled_from(
        ["", "https://x.example/", "http://x.example/a", "https://x.example/a?utm_source=b"]
    ),
    title=st.builds(SourceText, st.sampled_from(["", "A", "B"])),
    published=st.none() | st.integers(-3, 3).map(lambda days: SINCE + timedelta(days=days)),
)


@given(
    st.lists(ENTRIES, max_size=12),
    st.lists(ENTRIES, max_size=6),
    st.booleans(),
    st.booleans(),
    st.integers(1, 4),
)
def test_each_entry_once_and_no_more_than_allowed(
    entries: list[SourceEntry], before: list[SourceEntry], first: bool, older: bool, most: int
) -> None:
    known = [
        KnownEntry(
            FeedEntryId(UUID(int=number)), each.key, each.link_key, each.digest, None, None, "", "A title"
        )
        for number, each in enumerate(candidates(before), 1)
    ]
    since = None if older else SINCE
    planned = plan(candidates(entries), known, first=first, since=since, most=most)
    keys = [each.key for each in planned.take]
    assert len(set(keys)) == len(keys) <= most
    digests = {each.key: each.digest for each in known}
    for each in planned.take:
        assert digests.get(each.key) != each.digest
        if (
            not first
            and since is not None
            and each.at is not None
            and each.key not in digests
            and not each.link_key
        ):
            assert each.at >= since
    again = plan(candidates(before), known, first=first, since=since, most=most)
    assert (again.take, again.left) == ((), 0)


@given(
    st.text()
    | st.sampled_from(["https://user:word@x.example/", "javascript:alert(1)", "https://[::1]:443/a"])
)
def test_links_lead_to_web_pages_or_nowhere(link: str) -> None:
    found = web_address(link)
    assert found == "" or found.startswith(("https://", "http://"))
    assert web_address(found) == found
    assert canonical_link(found) == canonical_link(link)
