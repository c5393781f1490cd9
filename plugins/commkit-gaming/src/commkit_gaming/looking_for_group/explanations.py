"""Why somebody may or may not join a party."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit_gaming.looking_for_group import statements as sql
from commkit_gaming.looking_for_group.feature import PartySettings, party_feature
from commkit_gaming.looking_for_group.no_shows.queries import no_shows_counting
from commkit_gaming.looking_for_group.queries import listing_of
from commkit_gaming.looking_for_group.records import Party, PartyState


@party_feature.explains("gaming.join_parties")
def explain_joining(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `AskToJoinParty`; a party that is not there for the reader has none."""
    found = request.object
    if isinstance(found, Party):
        is_open = found.state is PartyState.OPEN and found.expires_at > context.now
        yield TraceStep("looks for members", is_open, f"it is {found.state}, until {found.expires_at}")
        yield TraceStep("no ready check runs", found.ready_by is None, "nobody is let in while one runs")
        free = listing_of(context, found).free
        yield TraceStep("a free place", free > 0, f"{free} places are free")
        me = context.member_or_none
        if me is not None:
            inside = context.one(sql.MEMBER, id=found.id, member=me) is not None
            yield TraceStep("not in it yet", not inside, "one asks for one place", private=True)
    if context.member_or_none is not None:
        counting, until = no_shows_counting(context, context.member)
        most = context.settings(PartySettings).most_no_shows
        yield TraceStep(
            "few no-shows",
            until is None,
            f"{counting} count, and one asks with fewer than {most}" if most else f"{counting} count",
            private=True,
        )
