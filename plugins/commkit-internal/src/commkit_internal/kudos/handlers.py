"""How kudos are given and taken back."""

from datetime import timedelta

from commkit import Context, Denied, Invalid, RateLimited
from commkit.members import Membership, check_not_blocked_by, is_own, lock_member
from commkit_internal.kudos import statements as sql
from commkit_internal.kudos.facts import KudosGiven, KudosWithdrawn
from commkit_internal.kudos.feature import KudosSettings, kudos_feature
from commkit_internal.kudos.messages import GiveKudos, WithdrawKudos
from commkit_internal.kudos.records import Kudos, KudosId

_DAY = timedelta(days=1)


@kudos_feature.loads(Kudos, owner=lambda kudos: kudos.giver)
def fetch_kudos(context: Context, id: KudosId) -> Kudos | None:
    """Kudos, for all who may read them."""
    return context.one(sql.ONE, id=id) if context.can("internal.read_kudos") else None


@kudos_feature.handles(GiveKudos)
def give_kudos(context: Context, command: GiveKudos) -> Kudos:
    """Check the receiver and the value, then how many the giver gave."""
    settings = context.settings(KudosSettings)
    receiver = context.get(Membership, command.receiver).id
    if is_own(context, receiver):
        raise Denied("internal.own_kudos", "nobody thanks themselves; name a colleague")
    check_not_blocked_by(context, receiver)
    if command.value not in settings.values:
        raise Invalid.field("value", "unknown", f"give one of {', '.join(settings.values)}")
    _check_count(context, settings.per_day)
    given = Kudos(
        id=KudosId(context.new_id()),
        giver=context.member,
        receiver=receiver,
        value=command.value,
        text=command.text,
        at=context.now,
    )
    context.run(sql.ADD, given)
    context.emit(KudosGiven(kudos=given.id, receiver=receiver, value=given.value))
    return given


@kudos_feature.handles(WithdrawKudos)
def withdraw_kudos(context: Context, command: WithdrawKudos) -> None:
    """Delete them; who was given them may, too."""
    found = context.get(Kudos, command.kudos)
    if not is_own(context, found.receiver):
        context.get(Kudos, found.id, need="internal.withdraw_kudos")
    if context.run(sql.DELETE, id=found.id):
        context.emit(KudosWithdrawn(kudos=found.id, receiver=found.receiver))


def _check_count(context: Context, most: int) -> None:
    """Lock the giver, so that each of their kudos sees the ones before it."""
    lock_member(context, context.member)
    ((count, first),) = context.rows(sql.GIVEN_SINCE, giver=context.member, since=context.now - _DAY)
    if count >= most:
        raise RateLimited(
            "internal.too_many_kudos",
            f"you gave {count} kudos within 24 hours; give more later",
            retry_after=first + _DAY - context.now,
        )
