"""The statements of releases and of what members are asked. Readers are told of no post that they do not see."""

from typing import Any

from sqlalchemy import and_, bindparam, func, literal, select, tuple_, union_all, update

from commkit.members import MembershipStatus, membership
from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, visible_statement
from commkit_qa.releases.records import OpenRecheck, Release
from commkit_qa.tables import applicability, confirmation, recheck, release, version_report

_RELEASE = tuple(release.c[name] for name in Release.__annotations__)
_HERE = release.c.community_id == bindparam("community_id")
_PRODUCT = release.c.product == bindparam("product")
_POSTS: Any = bindparam("posts", expanding=True, type_=Id)
_question, _opening = post.alias("question"), post.alias("opening")


# --- releases --------------------------------------------------------------------------------------------------------

ADD = statement(lambda: insert_if_absent(release))
"""Of several that announce a version at once one adds the row."""
KNOWN = statement(
    lambda: select(*_RELEASE).where(_HERE, _PRODUCT, release.c.version_key == bindparam("version_key")),
    into=Release,
)
ONE = statement(
    lambda: select(*_RELEASE).where(_HERE, release.c.id == bindparam("id", type_=Id)), into=Release
)
PAGE = statement(
    lambda: (
        select(*_RELEASE)
        .where(_HERE, release.c.id < bindparam("before", type_=Id))
        .order_by(release.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Release,
)


def _newest_of_products() -> Any:
    place = func.row_number().over(partition_by=release.c.product, order_by=release.c.id.desc())
    ranked = (
        select(*_RELEASE, place.label("place"))
        .where(_HERE, release.c.ahead, release.c.product.in_(bindparam("products", expanding=True)))
        .subquery("ranked")
    )
    columns = [ranked.c[name] for name in Release.__annotations__]
    return select(*columns).where(ranked.c.place <= 20).order_by(ranked.c.id.desc())


NEWEST = statement(_newest_of_products, into=Release)
"""The last announced releases of some products that were ahead of all others then: 20 of each, since several may be
announced at once."""
LAST_RELEASED = statement(lambda: select(func.max(release.c.released_at, type_=UtcDateTime)).where(_HERE))


# --- whom a release asks: they check no visibility, and notifications do ------------------------------------------

CLAIMS = statement(
    lambda: (
        select(applicability.c.post, applicability.c.since, applicability.c.until, post.c.author)
        .select_from(
            applicability.join(
                post,
                and_(post.c.community_id == applicability.c.community_id, post.c.id == applicability.c.post),
            ).join(
                _question,
                and_(_question.c.community_id == post.c.community_id, _question.c.id == post.c.thread),
            )
        )
        .where(
            applicability.c.community_id == bindparam("community_id"),
            applicability.c.product == bindparam("product"),
            applicability.c.post < bindparam("before", type_=Id),
            post.c.removed_at.is_(None),
            _question.c.removed_at.is_(None),
        )
        .order_by(applicability.c.post.desc())
        .limit(bindparam("size"))
    )
)
"""A batch of what posts claim for a product, the newest posts first."""


def _confirmers() -> Any:
    """Who said of some posts that they work, the last ones first, of each post."""
    reported = (
        select(version_report.c.post, version_report.c.member, func.max(version_report.c.at).label("at"))
        .where(
            version_report.c.community_id == bindparam("community_id"),
            version_report.c.post.in_(_POSTS),
            version_report.c.product == bindparam("product"),
            version_report.c.works,
        )
        .group_by(version_report.c.post, version_report.c.member)
    )
    confirmed = select(confirmation.c.answer, confirmation.c.member, confirmation.c.at).where(
        confirmation.c.community_id == bindparam("community_id"), confirmation.c.answer.in_(_POSTS)
    )
    said = union_all(reported, confirmed).subquery("said")
    last = (
        select(said.c.post, said.c.member, func.max(said.c.at).label("at"))
        .group_by(said.c.post, said.c.member)
        .subquery("last")
    )
    place = func.row_number().over(partition_by=last.c.post, order_by=(last.c.at.desc(), last.c.member))
    ranked = select(last.c.post, last.c.member, place.label("place")).subquery("ranked")
    return (
        select(ranked.c.post, ranked.c.member)
        .where(ranked.c.place <= bindparam("most"))
        .order_by(ranked.c.post, ranked.c.place)
    )


CONFIRMERS = statement(_confirmers)
MEMBERS_TO_ASK = statement(
    lambda: select(
        membership.c.id,
        select(func.count())
        .where(
            recheck.c.community_id == membership.c.community_id,
            recheck.c.release == bindparam("release", type_=Id),
            recheck.c.member == membership.c.id,
        )
        .correlate(membership)
        .scalar_subquery(),
    ).where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.id.in_(bindparam("members", expanding=True, type_=Id)),
        membership.c.status == literal(MembershipStatus.ACTIVE),
    )
)
"""Those of some members who are here, and about how many posts each was asked for a release."""
REPORTED = statement(
    lambda: select(version_report.c.post, version_report.c.member).where(
        version_report.c.community_id == bindparam("community_id"),
        version_report.c.post.in_(_POSTS),
        version_report.c.product == bindparam("product"),
        version_report.c.version_key == bindparam("version_key"),
    )
)
"""Who has said already whether some posts work in a version."""
ASKED_IN_ALL = statement(
    lambda: select(func.count()).where(
        recheck.c.community_id == bindparam("community_id"),
        recheck.c.release == bindparam("release", type_=Id),
    )
)
ADD_RECHECK = statement(lambda: insert_if_absent(recheck))
ANSWER = statement(
    lambda: (
        update(recheck)
        .values(answered_at=bindparam("now", type_=UtcDateTime))
        .where(
            recheck.c.community_id == bindparam("community_id"),
            recheck.c.post == bindparam("post", type_=Id),
            recheck.c.member == bindparam("member", type_=Id),
            recheck.c.answered_at.is_(None),
            recheck.c.expires_at > bindparam("now", type_=UtcDateTime),
            recheck.c.release.in_(
                select(release.c.id).where(_HERE, _PRODUCT, release.c.version_key == bindparam("version_key"))
            ),
        )
    )
)
"""What a member was asked is answered, if there is still time."""


# --- for readers -----------------------------------------------------------------------------------------------------

_ASKED = recheck.join(post, and_(post.c.community_id == recheck.c.community_id, post.c.id == recheck.c.post))

OPEN = visible_statement(
    lambda visible: (
        select(
            post.c.id,
            _opening.c.title,
            release.c.id,
            release.c.product,
            release.c.version,
            release.c.notes,
            recheck.c.expires_at,
        )
        .select_from(
            _ASKED.join(
                release,
                and_(release.c.community_id == recheck.c.community_id, release.c.id == recheck.c.release),
            ).join(
                _opening,
                and_(_opening.c.community_id == post.c.community_id, _opening.c.id == post.c.thread),
            )
        )
        .where(
            recheck.c.community_id == bindparam("community_id"),
            recheck.c.member == bindparam("me", type_=Id),
            recheck.c.answered_at.is_(None),
            recheck.c.expires_at > bindparam("now", type_=UtcDateTime),
            tuple_(recheck.c.release, recheck.c.post)
            > tuple_(bindparam("after_release", type_=Id), bindparam("after", type_=Id)),
            post.c.removed_at.is_(None),
            visible(Post, post),
        )
        .order_by(recheck.c.release, recheck.c.post)
        .limit(bindparam("size"))
    ),
    into=OpenRecheck,
)


def _numbers(visible: Any) -> Any:
    is_open = and_(
        recheck.c.answered_at.is_(None), recheck.c.expires_at > bindparam("now", type_=UtcDateTime)
    )
    count: Any = func.count()
    return (
        select(
            count.filter(~is_open), count.filter(recheck.c.answered_at.is_not(None)), count.filter(is_open)
        )
        .select_from(_ASKED)
        .where(
            recheck.c.community_id == bindparam("community_id"),
            recheck.c.asked_at >= bindparam("since", type_=UtcDateTime),
            visible(Post, post),
        )
    )


NUMBERS = visible_statement(_numbers)


def _verdicts(visible: Any) -> Any:
    """Of each post and release the newest report by somebody who was asked."""
    place = func.row_number().over(
        partition_by=(recheck.c.release, recheck.c.post),
        order_by=(version_report.c.at.desc(), version_report.c.member),
    )
    reported = (
        select(version_report.c.works, place.label("place"))
        .select_from(
            _ASKED.join(
                release,
                and_(release.c.community_id == recheck.c.community_id, release.c.id == recheck.c.release),
            ).join(
                version_report,
                and_(
                    version_report.c.community_id == recheck.c.community_id,
                    version_report.c.post == recheck.c.post,
                    version_report.c.member == recheck.c.member,
                    version_report.c.product == release.c.product,
                    version_report.c.version_key == release.c.version_key,
                ),
            )
        )
        .where(
            recheck.c.community_id == bindparam("community_id"),
            recheck.c.asked_at >= bindparam("since", type_=UtcDateTime),
            recheck.c.answered_at.is_not(None),
            visible(Post, post),
        )
        .subquery("reported")
    )
    return select(func.count(), func.count().filter(reported.c.works)).where(reported.c.place == 1)


VERDICTS = visible_statement(_verdicts)
