"""How anniversaries are read."""

from datetime import timedelta

from commkit import Context, Invalid
from commkit.members import Author, authors_of
from commkit.storage import NOBODY
from commkit_internal.anniversaries import statements as sql
from commkit_internal.anniversaries.feature import AnniversarySettings, anniversary_feature
from commkit_internal.anniversaries.messages import ListAnniversaries, ReadMyAnniversary
from commkit_internal.anniversaries.policy import years_at
from commkit_internal.anniversaries.records import Anniversary, AnniversaryView


@anniversary_feature.handles(ReadMyAnniversary)
def read_my_anniversary(context: Context, query: ReadMyAnniversary) -> Anniversary | None:
    """One row."""
    return context.one(sql.OF_MEMBER, member=context.member)


@anniversary_feature.handles(ListAnniversaries)
def list_anniversaries(context: Context, query: ListAnniversaries) -> tuple[AnniversaryView, ...]:
    """Two statements: what is shared, and who the members are."""
    if not 0 <= query.days <= 31:
        raise Invalid.field("days", "out_of_range", "give 0 to 31")
    today = context.now.astimezone(context.settings(AnniversarySettings).zone).date()
    found: list[Anniversary] = context.rows(
        sql.SHARED_BETWEEN,
        day=today,
        until=today + timedelta(days=query.days),
        me=context.member_or_none or NOBODY,
    )
    authors = authors_of(context, [its.member for its in found])
    views = []
    for its in found:
        day = today if its.told_on == today else its.next_on
        years = years_at(its.joined_on, day, shown=its.shows_years)
        views.append(AnniversaryView(authors.get(its.member, Author(its.member)), day, years))
    return tuple(sorted(views, key=lambda view: view.day))
