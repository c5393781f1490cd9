"""The messages about matches: for those in them alone."""

from attrs import field, frozen

from commkit import Command, Page, Query
from commkit_matching.matches.records import Match, MatchExplanation, MatchId, MatchView


@frozen
class ViewMatches(Query[Page[MatchView]]):
    """One's matches and proposals, the newest first, with what one may know of the others.

    Attributes:
        after: The `next` of the page before.
        limit: Matches on a page, 1 to 100.
    """

    permission = "matching.view"
    personal = ()

    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ViewMatch(Query[MatchView]):
    """One of one's matches or proposals.

    Raises:
        NotFound: The actor is in no such match.
    """

    permission = "matching.view"

    match: MatchId


@frozen
class ExplainMatch(Query[MatchExplanation]):
    """Why the engine proposed a match to the reader: what each of their preferences says.

    Raises:
        NotFound: The actor is in no such match.
    """

    permission = "matching.view"

    match: MatchId


@frozen
class AcceptMatch(Command[Match]):
    """Accept a proposal. It becomes a match once enough have; until then nobody learns who has.

    Raises:
        NotFound: The actor is in no such match.
        Conflict: It is over or made already, or the actor has declined.
    """

    permission = "matching.answer"
    discreet = True

    match: MatchId


@frozen
class DeclineMatch(Command[None]):
    """Decline a proposal. Nobody learns who did, nor whether it was declined or ran out.

    Raises:
        NotFound: The actor is in no such match.
        Conflict: It is over or made already.
    """

    permission = "matching.answer"
    discreet = True

    match: MatchId


@frozen
class EndMatch(Command[Match]):
    """End a match that one is in; of a group one leaves it alone, and it ends with the last but one.

    Raises:
        NotFound: The actor is in no such match.
        Conflict: It was never made, or is over.
    """

    permission = "matching.withdraw"
    withdraws = True
    discreet = True

    match: MatchId
