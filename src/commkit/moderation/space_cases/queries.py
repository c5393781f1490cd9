"""How moderators of a space read its cases."""

from uuid import UUID

from attrs import evolve

from commkit.moderation.cases import statements as cases
from commkit.moderation.cases.records import Case
from commkit.moderation.feature import moderation
from commkit.moderation.space_cases import statements as sql
from commkit.moderation.space_cases.messages import ListSpaceCases
from commkit.moderation.space_cases.records import SpaceCase
from commkit.posts import Post
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, Page, keyset, page_size
from commkit.spaces import Space

_MAX_IN_CASE = 20
_MAX_RANK = 2**31 - 1
_BY_RANK = keyset(int, UUID, of="moderation.space_cases")


@moderation.handles(ListSpaceCases)
def list_space_cases(context: Context, query: ListSpaceCases) -> Page[SpaceCase]:
    """Check that the actor moderates the space, and list its cases."""
    space = context.get(Space, query.space, need=ListSpaceCases.permission)
    limit = page_size(query.limit)
    by_rank = _BY_RANK.of_query(query)
    rank, after = by_rank.decode(query.after, default=(-_MAX_RANK, FIRST_ID))
    rows = context.rows(
        sql.QUEUE,
        space=space.id,
        me=context.member_or_none,
        after_rank=min(max(rank, -_MAX_RANK), _MAX_RANK),
        after=after,
        size=limit + 1,
    )
    found = [_space_case(context, case, post) for case, post in rows]
    return by_rank.page(found, limit, lambda one: (-one.case.priority, one.case.id))


def _space_case(context: Context, case: Case, post: Post) -> SpaceCase:
    """The case with what is in it, without who reported: that is for moderators of the community."""
    reports = context.rows(sql.REPORTS, of_record=case.record, of_object=case.object, size=_MAX_IN_CASE)
    return SpaceCase(
        case=case,
        post=post,
        reports=tuple(evolve(report, reporter=None) for report in reports),
        detections=tuple(context.rows(cases.DETECTIONS, case=case.id, size=_MAX_IN_CASE)),
    )
