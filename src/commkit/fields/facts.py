"""Facts about fields; those of posts, events and suggestions tell of edits themselves."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class MemberFieldsUpdated(Fact):
    """Fields of a member were changed."""

    name = "fields.member_fields_updated"
    visible_to = "fields.read"
    member: MemberId
