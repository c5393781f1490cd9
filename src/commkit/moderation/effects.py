"""What decisions do, and how it is undone."""

from typing import Literal

from attrs import evolve

from commkit.members import AddMember, Membership, Reinstate, Restrict, Standing
from commkit.moderation import decision_statements as sql
from commkit.moderation.facts import StrikeGiven
from commkit.moderation.feature import ModerationSettings
from commkit.moderation.records import Action, Case, Decision, StrikeId
from commkit.posts import Post, PostId, RemovePost, RestorePost
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import MEMBER
from commkit.runtime.sessions.session import Session

_RestrictTo = Literal["silenced", "suspended", "banned"]
HARD: dict[Action, _RestrictTo] = {
    Action.SILENCE: "silenced",
    Action.SUSPEND: "suspended",
    Action.BAN: "banned",
}
"""The standings that decisions bring about."""


def carry_out(session: Session, case: Case, decision: Decision) -> Decision:
    """Do what was decided; gives the decision with what followed from it by rule."""
    action = decision.action
    if action is Action.RESTORE or (case.held and action is Action.DISMISS):
        if action is Action.RESTORE or _is_down(session, case):  # somebody may have put it up already
            session.do(RestorePost(PostId(case.object)))
        return decision
    done = decision
    if action is Action.REMOVE:
        if not _is_down(session, case):
            session.do(RemovePost(PostId(case.object), reason=decision.rule))
        elif not case.held:
            done = evolve(decision, consequences=("gone",))
    elif case.held:
        done = evolve(decision, consequences=("removed",))
    if action is Action.STRIKE and decision.member is not None:
        done = _strike(session, done, decision.member)
    elif action in HARD and decision.member is not None:
        was_inside = session.get(Membership, decision.member).is_inside
        session.do(Restrict(decision.member, HARD[action], decision.rule, until=decision.until))
        if action is Action.BAN and was_inside:
            done = evolve(done, consequences=(*done.consequences, "expelled"))
    return done


def undo(session: Session, decision: Decision) -> None:
    """Take back what a decision did, as far as it still holds: somebody may have decided anew since."""
    took_down = decision.action is Action.REMOVE and "gone" not in decision.consequences
    if took_down or "removed" in decision.consequences:
        post = _post_or_none(session, decision)
        if post is not None and post.removed_at is not None:
            session.do(RestorePost(post.id))
    if decision.action is Action.STRIKE:
        session.run(sql.END_STRIKE, of=decision.id, now=session.now)
        session.run(sql.UNSPEND_STRIKES, of=decision.id)
    restricted = "suspended" if "suspended" in decision.consequences else HARD.get(decision.action)
    if restricted is not None and decision.member is not None:
        _reinstate(session, decision, decision.member, Standing(restricted))


def _strike(session: Session, decision: Decision, member: MemberId) -> Decision:
    """Give a strike; enough of them suspend, and are used up by that."""
    settings = session.settings(ModerationSettings)
    session.run(sql.LOCK_MEMBER, whose=member)
    strike = StrikeId(session.new_id())
    session.run(
        sql.ADD_STRIKE,
        id=strike,
        member=member,
        decision=decision.id,
        at=session.now,
        expires_at=session.now + settings.strike_lasts,
        ended_at=None,
        spent_by=None,
    )
    counting = len(session.rows(sql.STRIKES, whose=member, now=session.now))
    is_enough = 0 < settings.strikes_to_suspend <= counting
    standing = session.get(Membership, member).standing if is_enough else None
    suspends = standing in (Standing.ACTIVE, Standing.SILENCED)
    if suspends:
        until = session.now + settings.suspend_for
        session.do(Restrict(member, "suspended", f"{counting} strikes", until=until))
        session.run(sql.SPEND_STRIKES, whose=member, now=session.now, new_by=decision.id)
        decision = evolve(decision, consequences=(*decision.consequences, "suspended"), until=until)
    session.emit(
        StrikeGiven(strike=strike, member=member, decision=decision.id, counting=counting, suspended=suspends)
    )
    return decision


def _is_down(session: Session, case: Case) -> bool:
    return session.get(Post, PostId(case.object)).removed_at is not None


def _reinstate(session: Session, decision: Decision, member: MemberId, standing: Standing) -> None:
    now = session.get(Membership, member)
    if now.standing is not standing or now.standing_until != decision.until:
        return
    session.do(Reinstate(member))
    if "expelled" in decision.consequences:  # the end of a ban lets nobody in, but its undoing does
        session.do(AddMember(now.key, role=now.role if session.can("members.change_role") else MEMBER))


def _post_or_none(session: Session, decision: Decision) -> Post | None:
    try:
        return session.get(Post, PostId(decision.object))
    except NotFound:
        return None
