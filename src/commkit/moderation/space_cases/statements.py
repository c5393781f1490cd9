"""The statements of cases of a space. Who asks for one moderates the space: it is checked before and after."""

from typing import Any

from sqlalchemy import and_, bindparam, func, not_, select, tuple_

from commkit.members import is_same_principal
from commkit.moderation.cases.records import Case, Report
from commkit.moderation.cases.statements import CASE_COLUMNS, ME, REPORT_COLUMNS, about_object, here
from commkit.moderation.tables import case, report
from commkit.posts import AUTHORED_POSTS, POST_COLUMNS, Post, post
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_opening = post.alias("opening")
_IS_OF_OTHERS = not_(func.coalesce(is_same_principal(case.c.community_id, case.c.owner, ME), False))
_WIDTH = len(CASE_COLUMNS)
_AND_POST = AUTHORED_POSTS.join(
    case,
    and_(
        case.c.community_id == post.c.community_id,
        case.c.record == Post.__name__,
        case.c.object == post.c.id,
    ),
)


def _pair(*row: Any) -> tuple[Case, Post]:
    return Case(*row[:_WIDTH]), Post(*row[_WIDTH:])


ONE = statement(
    lambda: (
        select(*CASE_COLUMNS, *POST_COLUMNS)
        .select_from(_AND_POST)
        .where(here(case), case.c.id == bindparam("id", type_=Id), _IS_OF_OTHERS)
    ),
    into=_pair,
)
QUEUE = statement(
    lambda: (
        select(*CASE_COLUMNS, *POST_COLUMNS)
        .select_from(
            _AND_POST.join(
                _opening,
                and_(_opening.c.community_id == post.c.community_id, _opening.c.id == post.c.thread),
            )
        )
        .where(
            here(case),
            case.c.closed_at.is_(None),
            _opening.c.space == bindparam("space", type_=Id),
            _IS_OF_OTHERS,
            tuple_(case.c.rank, case.c.id) > tuple_(bindparam("after_rank"), bindparam("after", type_=Id)),
        )
        .order_by(case.c.rank, case.c.id)
        .limit(bindparam("size"))
    ),
    into=_pair,
)
REPORTS = statement(
    lambda: (
        select(*REPORT_COLUMNS)
        .where(about_object(report), report.c.closed_at.is_(None))
        .order_by(report.c.id)
        .limit(bindparam("size"))
    ),
    into=Report,
)
