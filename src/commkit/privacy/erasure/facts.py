"""The facts of erasure."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class PersonErased(Fact):
    """A person was erased; emitted in each of their communities, before their rows are blanked there.

    Where rows are held it is emitted again when they are released, before these are blanked: what reacts to it deletes
    what is left, `commkit.privacy.not_held` says which rows that is.

    Attributes:
        member: The person.
    """

    name = "privacy.person_erased"
    visible_to = "members.read"
    member: MemberId
