"""How the charter, offers and their numbers are read."""

from commkit import Context, NotFound
from commkit.statistics import share_of
from commkit_support.charter import statements as sql
from commkit_support.charter.feature import charter_feature
from commkit_support.charter.judging.policy import as_charter
from commkit_support.charter.judging.queries import current_charter, declared_charter
from commkit_support.charter.messages import ReadScopeCharter, ReadScopeNumbers, ReadScopeOffer
from commkit_support.charter.records import ScopeCharter, ScopeNumbers, ScopeOffer
from commkit_support.numbers.policy import SMALLEST_GROUP, TOO_FEW, month_of


@charter_feature.handles(ReadScopeCharter)
def read_charter(context: Context, query: ReadScopeCharter) -> ScopeCharter:
    """One statement; version 0 is what is declared."""
    if query.version is None:
        return current_charter(context)
    if query.version == 0:
        return declared_charter(context)
    found = as_charter(context.rows(sql.VERSION, version=query.version))
    if found is None:
        raise NotFound("support.no_charter", "the charter has no such version; read the present one")
    return found


@charter_feature.handles(ReadScopeOffer)
def read_scope_offer(context: Context, query: ReadScopeOffer) -> ScopeOffer:
    """Load it, which checks who asks."""
    return context.get(ScopeOffer, query.offer)


@charter_feature.handles(ReadScopeNumbers)
def read_charter_numbers(context: Context, query: ReadScopeNumbers) -> ScopeNumbers:
    """Count in one statement."""
    since, until = month_of(query.month)
    ((people, offered, handed_off, published, given_up),) = context.rows(
        sql.NUMBERS, since=since, until=until
    )
    if 0 < people < SMALLEST_GROUP:
        return ScopeNumbers(None, None, None, None, None, TOO_FEW)
    return ScopeNumbers(
        people=people,
        offered=offered,
        handed_off=share_of(handed_off, offered),
        published=share_of(published, offered),
        given_up=share_of(given_up, offered),
        withheld="",
    )
