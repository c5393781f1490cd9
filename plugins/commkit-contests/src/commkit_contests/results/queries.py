"""How results are read and explained."""

from uuid import UUID

from commkit import Conflict, Context, Page
from commkit.storage import FIRST_ID, NOBODY, keyset, page_size
from commkit_contests.contests.records import Calibration, Contest, ContestState, ContestTieRule
from commkit_contests.entries.records import ContestEntry
from commkit_contests.feature import contest_feature
from commkit_contests.results import statements as sql
from commkit_contests.results.messages import ExplainContestPlace, ListContestPlaces
from commkit_contests.results.records import ContestPart, PlaceExplanation

_PLACES = keyset(int, UUID, of="contests.places")
_COUNTED = {
    Calibration.NONE: "Marks count as they were given.",
    Calibration.ADDITIVE: (
        "What a judge gives more or less than others for the same entries is taken off their marks (least squares)."
    ),
    Calibration.STANDARD: (
        "Marks are standard scores: 0 is what the judge gives on average, 1 is one standard deviation above it."
    ),
}
_TIES = {
    ContestTieRule.SHARED: "Equal scores share a place.",
    ContestTieRule.HEAVIEST: "Of equal scores, the better one by the criterion of the highest weight comes first.",
    ContestTieRule.EARLIEST: "Of equal scores, the one that was entered first comes first.",
}


@contest_feature.handles(ListContestPlaces)
def list_contest_places(context: Context, query: ListContestPlaces) -> Page[ContestEntry]:
    """Load the contest, then a page in one statement."""
    found, limit = context.get(Contest, query.contest), page_size(query.limit)
    cursors = _PLACES.within(found.id)
    place, after = cursors.decode(query.after, default=(0, FIRST_ID))
    me = context.member_or_none or NOBODY
    rows = context.rows(sql.PLACES, contest=found.id, place=place, after=after, size=limit + 1, me=me)
    page: Page[ContestEntry] = cursors.page(rows, limit, lambda entry: (entry.place or 0, entry.id))
    return page


@contest_feature.handles(ExplainContestPlace)
def explain_contest_place(context: Context, query: ExplainContestPlace) -> PlaceExplanation:
    """Load the entry and its contest, then what was written down when the result was published."""
    entry = context.get(ContestEntry, query.entry)
    contest = context.get(Contest, entry.contest)
    if contest.state is not ContestState.PUBLISHED:
        raise Conflict("contests.no_result", "the result of this contest is not published; wait for it")
    ((placed,),) = context.rows(sql.COUNT_PLACED, contest=contest.id)
    parts: tuple[ContestPart, ...] = tuple(context.rows(sql.PARTS, entry=entry.id))
    return PlaceExplanation(
        entry=entry,
        placed=placed,
        parts=parts,
        marks_needed=contest.marks_needed,
        calibration=contest.calibration,
        ties=contest.ties,
        sentences=_sentences(contest, entry, placed),
    )


def _sentences(contest: Contest, entry: ContestEntry, placed: int) -> tuple[str, ...]:
    first = "A judge's mark is the mean of theirs by all criteria, each by its weight."
    second = _COUNTED[contest.calibration]
    if entry.place is None:
        last = f"{entry.judges} judges marked it; {contest.marks_needed} are needed for a place."
        return first, second, last
    last = f"The mean of {entry.judges} judges is {entry.score:.2f}: place {entry.place} of {placed}."
    return first, second, last, _TIES[contest.ties]
