"""How life circles are started, joined and left."""

from commkit import Conflict, Context, Denied, MemberId, NotFound
from commkit.members import (
    Membership,
    add_to_kept_group,
    check_not_blocked_by,
    create_kept_group,
    lock_member,
    remove_from_kept_group,
)
from commkit.spaces import archive_kept_space, create_kept_space
from commkit_internal.life_circles import statements as sql
from commkit_internal.life_circles.facts import CircleEnded, CircleInvitationSent, CircleStarted
from commkit_internal.life_circles.feature import CIRCLES, STAND_FOR_EMPLOYER, circle_feature
from commkit_internal.life_circles.messages import InviteToCircle, JoinCircle, LeaveCircle, StartCircle
from commkit_internal.life_circles.records import Circle, CircleId, CircleInvitation
from commkit_internal.tables import circle
from commkit_internal.units import statements as unit_sql


@circle_feature.loads(Circle, table=circle)
def fetch_circle(context: Context, id: CircleId) -> Circle | None:
    """A circle that the actor is in, is invited to, or may join."""
    return context.one(sql.ONE, id=id)


@circle_feature.handles(StartCircle)
def start_circle(context: Context, command: StartCircle) -> Circle:
    """Create the walled group, its space, and the circle; the actor is the first inside."""
    if context.can(STAND_FOR_EMPLOYER):
        raise Denied(
            "internal.circle_of_employer",
            "your role stands for the employer, and life circles are for colleagues",
        )
    id = CircleId(context.new_id())
    group = create_kept_group(context, kept_by=CIRCLES, title=command.title, walled=True).id
    space = create_kept_space(
        context,
        kept_by=CIRCLES,
        slug=f"circle-{id.hex}",
        title=command.title,
        purpose=command.purpose,
        audience=group,
    )
    made = Circle(
        id=id,
        title=command.title,
        purpose=command.purpose,
        join_policy=command.join_policy,
        space=space.id,
        group=group,
        started_at=context.now,
        ended_at=None,
    )
    context.run(sql.ADD, made)
    add_to_kept_group(context, group, context.member, kept_by=CIRCLES)
    context.emit(CircleStarted(circle=id))
    return made


@circle_feature.handles(JoinCircle)
def join_circle(context: Context, command: JoinCircle) -> Circle:
    """Lock the org units and the circle, and look who is inside before the actor comes in.

    Who comes to lead somebody at the same time locks the units, too: one of the two sees the other.
    """
    found = context.get(Circle, command.circle)
    lock_member(context, context.member)  # ahead of the units, as who is placed
    context.rows(unit_sql.LOCK_TREE)
    _check_running(locked_circle(context, found.id))
    about = {"group": found.group, "member": context.member}
    if context.rows(sql.LEADS_SOMEBODY, **about)[0][0] or context.rows(sql.IS_LED, **about)[0][0]:
        raise Denied(
            "internal.circle_of_led", "somebody inside leads you, or you lead them; find another circle"
        )
    context.run(sql.DELETE_INVITATION, id=found.id, member=context.member)
    add_to_kept_group(context, found.group, context.member, kept_by=CIRCLES)
    return found


@circle_feature.handles(LeaveCircle)
def leave_circle(context: Context, command: LeaveCircle) -> None:
    """Take the actor out, or their invitation away."""
    found = context.get(Circle, command.circle)
    context.run(sql.DELETE_INVITATION, id=found.id, member=context.member)
    take_out(context, found.id, context.member)


@circle_feature.handles(InviteToCircle)
def invite_to_circle(context: Context, command: InviteToCircle) -> CircleInvitation:
    """Add the invitation, and tell them."""
    found = circle_inside(context, command.circle)
    _check_running(locked_circle(context, found.id))
    member = context.get(Membership, command.member).id
    check_not_blocked_by(context, member)
    made = CircleInvitation(found.id, member, context.member, context.now)
    if not context.run(sql.ADD_INVITATION, made):
        return context.one(sql.INVITATION, id=found.id, member=member) or made
    context.emit(CircleInvitationSent(circle=found.id, member=member))
    return made


def circle_inside(context: Context, id: CircleId) -> Circle:
    """A circle that the actor is inside of.

    Raises:
        NotFound: There is none such.
    """
    found = context.get(Circle, id)
    if not context.rows(sql.IS_INSIDE, group=found.group, member=context.member):
        raise NotFound("internal.outside_circle", "this is for who is in the circle; join it first")
    return found


def take_out(context: Context, id: CircleId, member: MemberId) -> None:
    """Take a member out of a circle; with the last one it ends, see `end_empty_circle`."""
    found = locked_circle(context, id)
    remove_from_kept_group(context, found.group, member, kept_by=CIRCLES)


def locked_circle(context: Context, id: CircleId) -> Circle:
    """A circle as it is until the commit, whoever asks: nobody comes in meanwhile, and its last one leaves once."""
    found: list[Circle] = context.rows(sql.LOCKED, id=id)
    return found[0]


def end_circle(context: Context, found: Circle) -> None:
    """End a circle that nobody is in."""
    context.run(sql.END, id=found.id, at=context.now)
    archive_kept_space(context, found.space, kept_by=CIRCLES)
    context.emit(CircleEnded(circle=found.id))


def _check_running(found: Circle) -> None:
    if found.ended_at is not None:
        raise Conflict("internal.circle_ended", "the last one left this circle; start another one")
