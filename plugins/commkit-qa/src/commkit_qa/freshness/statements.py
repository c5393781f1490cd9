"""The statements of versions and freshness. Those for readers hold the condition that they see the post."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, upsert, visible_statement
from commkit_qa.freshness.records import Applicability, VersionReport
from commkit_qa.tables import applicability, canonical, confirmation, version_report

MAX_WORDS = 200
"""Members whose words about a post are weighed, the newest ones."""
_STATED = tuple(applicability.c[name] for name in Applicability.__annotations__)
_REPORT = tuple(version_report.c[name] for name in VersionReport.__annotations__)
_POSTS: Any = bindparam("posts", expanding=True, type_=Id)
_KINDS: Any = bindparam("awaited", expanding=True)
_question = post.alias("question")


# --- for commands: they check no visibility ------------------------------------------------------------------------

_THIS = and_(
    applicability.c.community_id == bindparam("community_id"),
    applicability.c.post == bindparam("post", type_=Id),
    applicability.c.product == bindparam("product"),
)
ADD_IF_ABSENT = statement(lambda: insert_if_absent(applicability))
_state = upsert(applicability)
STATE = statement(
    lambda: _state.on_conflict_do_update(
        index_elements=[applicability.c.community_id, applicability.c.post, applicability.c.product],
        set_={name: _state.excluded[name] for name in ("since", "until", "stated_by", "stated_at")},
    )
)
CLEAR = statement(lambda: delete(applicability).where(_THIS))
_OWN = and_(
    version_report.c.community_id == bindparam("community_id"),
    version_report.c.post == bindparam("post", type_=Id),
    version_report.c.member == bindparam("member", type_=Id),
    version_report.c.product == bindparam("product"),
    version_report.c.version_key == bindparam("version_key"),
)
OWN_REPORT = statement(lambda: select(*_REPORT).where(_OWN), into=VersionReport)
_report = upsert(version_report)
REPORT = statement(
    lambda: _report.on_conflict_do_update(
        index_elements=[*version_report.primary_key.columns],
        set_={name: _report.excluded[name] for name in ("version", "works", "own", "at")},
    )
)
DELETE_REPORT = statement(lambda: delete(version_report).where(_OWN))
STATES_ANY = statement(
    lambda: select(applicability.c.post).where(
        applicability.c.community_id == bindparam("community_id"), applicability.c.post.in_(_POSTS)
    )
)
REPORTED_ANY = statement(
    lambda: select(version_report.c.post).where(
        version_report.c.community_id == bindparam("community_id"),
        version_report.c.post.in_(_POSTS),
        version_report.c.member == bindparam("member", type_=Id),
    )
)

ANSWERING = statement(
    lambda: (
        select(post.c.id)
        .select_from(
            post.join(
                _question,
                and_(_question.c.community_id == post.c.community_id, _question.c.id == post.c.parent),
            )
        )
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(_POSTS),
            _question.c.parent.is_(None),
            _question.c.kind.in_(bindparam("kinds", expanding=True)),
            _question.c.removed_at.is_(None),
        )
    )
)
"""Those of some posts that reply to a standing question."""


def _said() -> Any:
    """What members say of some posts: reports, and confirmations, which are about each product of the answer."""
    confirmed = (
        select(
            confirmation.c.answer.label("post"),
            applicability.c.product,
            confirmation.c.member,
            confirmation.c.version,
            true().label("works"),
            false().label("own"),
            confirmation.c.at,
        )
        .select_from(
            confirmation.join(
                applicability,
                and_(
                    applicability.c.community_id == confirmation.c.community_id,
                    applicability.c.post == confirmation.c.answer,
                ),
            )
        )
        .where(confirmation.c.community_id == bindparam("community_id"), confirmation.c.answer.in_(_POSTS))
    )
    reported = select(
        version_report.c.post,
        version_report.c.product,
        version_report.c.member,
        version_report.c.version,
        version_report.c.works,
        version_report.c.own,
        version_report.c.at,
    ).where(version_report.c.community_id == bindparam("community_id"), version_report.c.post.in_(_POSTS))
    return union_all(reported, confirmed).subquery("said")


def _words() -> Any:
    """The newest word of each member about some posts, of each post and product the newest ones."""
    said = _said()
    newest = select(
        said,
        func.row_number()
        .over(
            partition_by=(said.c.post, said.c.product, said.c.member),
            order_by=(said.c.at.desc(), said.c.works, said.c.version),
        )
        .label("place"),
    ).subquery("newest")
    ranked = (
        select(
            newest,
            func.row_number()
            .over(
                partition_by=(newest.c.post, newest.c.product), order_by=(newest.c.at.desc(), newest.c.member)
            )
            .label("rank"),
        )
        .where(newest.c.place == 1)
        .subquery("ranked")
    )
    return (
        select(ranked.c.post, ranked.c.product, ranked.c.version, ranked.c.works, ranked.c.own, ranked.c.at)
        .where(ranked.c.rank <= MAX_WORDS)
        .order_by(ranked.c.post, ranked.c.product, ranked.c.rank)
    )


WORDS = statement(_words)


# --- for readers -----------------------------------------------------------------------------------------------------

_WITH_POST = applicability.join(
    post, and_(post.c.community_id == applicability.c.community_id, post.c.id == applicability.c.post)
)


def _claims(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    """What posts claim, with what is needed of the posts; removed ones claim nothing."""
    return (
        select(*_STATED, post.c.author, post.c.created_at, post.c.edited_at)
        .select_from(_WITH_POST)
        .where(
            applicability.c.community_id == bindparam("community_id"),
            post.c.removed_at.is_(None),
            visible(Post, post),
            *conditions,
        )
    )


def _row(*row: Any) -> tuple[Any, ...]:
    return (Applicability(*row[: len(_STATED)]), *row[len(_STATED) :])


CLAIMS = visible_statement(
    lambda visible: _claims(visible, applicability.c.post.in_(_POSTS)).order_by(
        applicability.c.post, applicability.c.product
    ),
    into=_row,
)


def _is_relied_on() -> ColumnElement[bool]:
    """Whether a post is an accepted or canonical answer, or no answer at all."""
    accepted = exists(
        select(_question.c.id)
        .where(
            _question.c.community_id == post.c.community_id,
            _question.c.id == post.c.thread,
            _question.c.answer == post.c.id,
        )
        .correlate(post)
    )
    marked = exists(
        select(canonical.c.id)
        .where(
            canonical.c.community_id == post.c.community_id,
            canonical.c.answer == post.c.id,
            canonical.c.withdrawn_at.is_(None),
        )
        .correlate(post)
    )
    return or_(accepted, marked, post.c.kind.not_in(_KINDS))


NEWEST_CLAIMS = visible_statement(
    lambda visible: (
        _claims(
            visible,
            tuple_(applicability.c.post, applicability.c.product)
            < tuple_(bindparam("before", type_=Id), bindparam("before_product")),
        )
        .add_columns(_is_relied_on())
        .order_by(applicability.c.post.desc(), applicability.c.product.desc())
        .limit(bindparam("size"))
    ),
    into=_row,
)
"""What posts claim, the newest ones first, and whether people rely on each."""
_REPORTED = version_report.join(
    post, and_(post.c.community_id == version_report.c.community_id, post.c.id == version_report.c.post)
)
REPORTS = visible_statement(
    lambda visible: (
        select(*_REPORT)
        .select_from(_REPORTED)
        .where(
            version_report.c.community_id == bindparam("community_id"),
            version_report.c.post == bindparam("post", type_=Id),
            tuple_(version_report.c.member, version_report.c.product, version_report.c.version_key)
            > tuple_(bindparam("after", type_=Id), bindparam("after_product"), bindparam("after_key")),
            visible(Post, post),
        )
        .order_by(version_report.c.member, version_report.c.product, version_report.c.version_key)
        .limit(bindparam("size"))
    ),
    into=VersionReport,
)
REPORT_COUNTS = visible_statement(
    lambda visible: (
        select(func.count(), func.count().filter(version_report.c.works))
        .select_from(_REPORTED)
        .where(
            version_report.c.community_id == bindparam("community_id"),
            ~version_report.c.own,
            version_report.c.at >= bindparam("since", type_=UtcDateTime),
            post.c.removed_at.is_(None),
            visible(Post, post),
        )
    )
)


def _answers_relied_on(visible: Visible) -> Any:
    stated = exists(
        select(applicability.c.post)
        .where(applicability.c.community_id == post.c.community_id, applicability.c.post == post.c.id)
        .correlate(post)
    )
    count: Any = func.count()
    return (
        select(count, count.filter(stated))
        .select_from(post)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.kind.in_(_KINDS),
            post.c.removed_at.is_(None),
            _is_relied_on(),
            visible(Post, post),
        )
    )


ANSWERS_RELIED_ON = visible_statement(_answers_relied_on)
"""How many answers are accepted or canonical, and how many of them state versions."""
