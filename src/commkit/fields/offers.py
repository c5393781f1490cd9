"""What a member must be like for a command about their fields to be offered, besides the permission."""

from commkit.fields.feature import fields
from commkit.fields.messages import UpdateMemberFields
from commkit.members import Membership
from commkit.runtime.sessions.context import Context


@fields.offers(UpdateMemberFields, about=Membership)
def has_fields(context: Context, membership: Membership) -> bool:
    """Where the community's type declares fields of members."""
    return bool(context.community_type.declared_fields("member"))
