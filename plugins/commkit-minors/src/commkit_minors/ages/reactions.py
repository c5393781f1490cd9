"""Ages of who joins, and what follows a change of the settings."""

from commkit import Context
from commkit.communities import CommunityTypeChanged, SettingsUpdated
from commkit.members import MemberJoined
from commkit.storage import schedule_command
from commkit_minors.ages import statements as sql
from commkit_minors.ages.jobs import CheckAllAges, forget_age
from commkit_minors.feature import safety_feature


@safety_feature.reacts_to(MemberJoined)
def protect_new(context: Context, fact: MemberJoined) -> None:
    """Who joins, again too, is of an unknown age until the host has said it. Agents are asked about by their person."""
    if context.rows(sql.KEY, member=fact.member):
        forget_age(context, fact.member)


@safety_feature.reacts_to(SettingsUpdated, CommunityTypeChanged)
def reckon_anew(context: Context, fact: SettingsUpdated | CommunityTypeChanged) -> None:
    """By other settings, or in another type, others are protected."""
    if isinstance(fact, SettingsUpdated) and fact.feature != safety_feature.name:
        return
    schedule_command(context, CheckAllAges(), at=context.now, as_system=True)
