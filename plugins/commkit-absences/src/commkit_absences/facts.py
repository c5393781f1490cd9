"""What happens to absences."""

from attrs import frozen

from commkit import Fact, MemberId


@frozen
class DeputyNamed(Fact):
    """A member who will be out of office named who stands in for them.

    Attributes:
        member: Who will be out of office.
        deputy: Who stands in.
    """

    name = "absences.deputy_named"
    visible_to = "absences.read"
    member: MemberId
    deputy: MemberId


@frozen
class DeputyDeclined(Fact):
    """Somebody does not stand in for a member who is out of office.

    Attributes:
        member: Who is out of office.
        deputy: Who declined.
    """

    name = "absences.deputy_declined"
    visible_to = "absences.read"
    member: MemberId
    deputy: MemberId
