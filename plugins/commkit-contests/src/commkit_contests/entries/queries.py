"""How entries are read."""

from uuid import UUID

from commkit import Context, Page
from commkit.storage import FIRST_ID, NOBODY, keyset, page_size
from commkit_contests.contests.records import Contest
from commkit_contests.entries import statements as sql
from commkit_contests.entries.messages import ListContestEntries, ReadContestEntry
from commkit_contests.entries.records import ContestEntry
from commkit_contests.feature import contest_feature

_ENTRIES = keyset(UUID, of="contests.entries")


@contest_feature.handles(ReadContestEntry)
def read_contest_entry(context: Context, query: ReadContestEntry) -> ContestEntry:
    """Load it."""
    return context.get(ContestEntry, query.entry)


@contest_feature.handles(ListContestEntries)
def list_contest_entries(context: Context, query: ListContestEntries) -> Page[ContestEntry]:
    """Load the contest, then a page in one statement, by the random ids."""
    found, limit = context.get(Contest, query.contest), page_size(query.limit)
    cursors = _ENTRIES.within(found.id)
    (after,) = cursors.decode(query.after, default=(FIRST_ID,))
    me = context.member_or_none or NOBODY
    rows = context.rows(sql.PAGE, contest=found.id, after=after, size=limit + 1, me=me)
    page: Page[ContestEntry] = cursors.page(rows, limit, lambda entry: (entry.id,))
    return page
