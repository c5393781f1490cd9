"""The facts of erasure."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class PersonErased(Fact):
    """A person was erased; emitted in each of their communities, before their rows are blanked there.

    Attributes:
        member: The person.
    """

    name = "privacy.person_erased"
    visible_to = "members.read"
    member: MemberId
