"""The statements that count evidence. What the reader may not see is no evidence to them."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, func, literal, or_, select, union_all

from commkit.members import MembershipKind, MembershipStatus, membership
from commkit.posts import Post, post, post_tag, reaction
from commkit.storage import Id, Statement, Visible, visible_statement
from commkit_absences import is_absent
from commkit_internal.expertise.records import EvidenceKind, Standing
from commkit_internal.tables import expertise_endorsement as endorsement
from commkit_internal.tables import expertise_standing as standing

_HERE: Any = bindparam("community_id")
_ARTICLES: Any = bindparam("articles", expanding=True)
_NO_ARTICLES: Any = bindparam("no_articles", expanding=True)
"""The same kinds, under a name of its own: an empty list is written by the operator, and `IN` is not `NOT IN`."""
_NONE = literal(0)


def _counts(kind: EvidenceKind | None) -> list[ColumnElement[int]]:
    """The columns of the four counts, of which one counts."""
    return [(literal(1) if its is kind else literal(0)).label(its.value) for its in EvidenceKind]


def _is_wanted(member: Any, topic: Any, *, of_member: bool) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = (
        member == bindparam("member", type_=Id) if of_member else topic == bindparam("topic")
    )
    return wanted


def _tagged(thread: Any) -> ColumnElement[bool]:
    return and_(post_tag.c.community_id == thread.c.community_id, post_tag.c.post == thread.c.id)


def _written(kind: EvidenceKind, author: Any) -> Any:
    return (author.label("member"), post_tag.c.tag.label("topic"), *_counts(kind))


def _accepted_answers(visible: Visible, *, of_member: bool) -> Any:
    question, answer = post.alias("solved"), post.alias("accepted")
    return (
        select(*_written(EvidenceKind.ACCEPTED_ANSWERS, answer.c.author))
        .select_from(
            question.join(post_tag, _tagged(question)).join(
                answer,
                and_(answer.c.community_id == question.c.community_id, answer.c.id == question.c.answer),
            )
        )
        .where(
            question.c.community_id == _HERE,
            question.c.parent.is_(None),
            question.c.removed_at.is_(None),
            answer.c.removed_at.is_(None),
            answer.c.author.is_distinct_from(question.c.author),
            _is_wanted(answer.c.author, post_tag.c.tag, of_member=of_member),
            visible(Post, question),
            visible(Post, answer, alone=True),
        )
    )


def _articles(visible: Visible, *, of_member: bool) -> Any:
    article = post.alias("article")
    return (
        select(*_written(EvidenceKind.ARTICLES, article.c.author))
        .select_from(article.join(post_tag, _tagged(article)))
        .where(
            article.c.community_id == _HERE,
            article.c.parent.is_(None),
            article.c.removed_at.is_(None),
            article.c.kind.in_(_ARTICLES),
            _is_wanted(article.c.author, post_tag.c.tag, of_member=of_member),
            visible(Post, article),
        )
    )


def _appreciated_posts(visible: Visible, *, of_member: bool) -> Any:
    """Posts that somebody else reacted to, which are no evidence of another kind."""
    thread, written = post.alias("thread"), post.alias("written")
    reacted = exists(
        select(reaction.c.post).where(
            reaction.c.community_id == written.c.community_id,
            reaction.c.post == written.c.id,
            reaction.c.member != written.c.author,
            reaction.c.reaction.in_(bindparam("worthy", expanding=True)),
        )
    )
    return (
        select(*_written(EvidenceKind.APPRECIATED_POSTS, written.c.author))
        .select_from(
            thread.join(post_tag, _tagged(thread)).join(
                written,
                and_(written.c.community_id == thread.c.community_id, written.c.thread == thread.c.id),
            )
        )
        .where(
            thread.c.community_id == _HERE,
            thread.c.parent.is_(None),
            thread.c.removed_at.is_(None),
            written.c.removed_at.is_(None),
            written.c.kind.not_in(_NO_ARTICLES),
            or_(thread.c.answer.is_(None), thread.c.answer != written.c.id),
            reacted,
            _is_wanted(written.c.author, post_tag.c.tag, of_member=of_member),
            visible(Post, thread),
            visible(Post, written, alone=True),
        )
    )


def _endorsements(*, of_member: bool) -> Any:
    endorser = membership.alias("endorser")
    return (
        select(endorsement.c.member, endorsement.c.topic, *_counts(EvidenceKind.ENDORSEMENTS))
        .select_from(
            endorsement.join(
                endorser,
                and_(
                    endorser.c.community_id == endorsement.c.community_id,
                    endorser.c.id == endorsement.c.endorser,
                ),
            )
        )
        .where(
            endorsement.c.community_id == _HERE,
            _is_wanted(endorsement.c.member, endorsement.c.topic, of_member=of_member),
            endorser.c.status == MembershipStatus.ACTIVE,
        )
    )


def _confirmed(*, of_member: bool) -> Any:
    """Those who say it themselves, whether there is evidence or not."""
    return select(standing.c.member, standing.c.topic, *_counts(None)).where(
        standing.c.community_id == _HERE,
        standing.c.standing == Standing.CONFIRMED,
        _is_wanted(standing.c.member, standing.c.topic, of_member=of_member),
    )


def _ranked(*, of_member: bool) -> Statement[tuple[Any, ...]]:
    """Members of a topic, or topics of a member, most points first; behind them what is confirmed without evidence."""

    def build(visible: Visible) -> Any:
        found = union_all(
            _accepted_answers(visible, of_member=of_member),
            _articles(visible, of_member=of_member),
            _appreciated_posts(visible, of_member=of_member),
            _endorsements(of_member=of_member),
            _confirmed(of_member=of_member),
        ).subquery("evidence")
        counts = [func.sum(found.c[its.value]) for its in EvidenceKind]
        score = sum(
            (
                n * bindparam(f"points_{its}", type_=Integer)
                for its, n in zip(EvidenceKind, counts, strict=True)
            ),
            start=_NONE,
        )
        what = found.c.topic if of_member else found.c.member
        says = func.max(standing.c.standing)
        return (
            select(what, says, *counts)
            .select_from(
                found.join(
                    membership, and_(membership.c.community_id == _HERE, membership.c.id == found.c.member)
                ).outerjoin(
                    standing,
                    and_(
                        standing.c.community_id == _HERE,
                        standing.c.member == found.c.member,
                        standing.c.topic == found.c.topic,
                    ),
                )
            )
            .where(
                membership.c.status == MembershipStatus.ACTIVE,
                membership.c.kind == MembershipKind.PERSON,
                *(() if of_member else (~is_absent(membership.c.community_id, membership.c.id),)),
                or_(standing.c.standing.is_(None), standing.c.standing != Standing.DENIED),
            )
            .group_by(what)
            .having(or_(score > 0, says.is_not(None)))
            .order_by(score.desc(), says.is_(None), what)
            .limit(bindparam("size"))
        )

    return visible_statement(build)


EXPERTS = _ranked(of_member=False)
TOPICS = _ranked(of_member=True)
