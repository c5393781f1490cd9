"""Facts about appeals."""

from attrs import frozen

from commkit.moderation.decisions.records import DecisionId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class DecisionAppealed(Fact):
    """A member appealed a decision about them."""

    name = "moderation.appealed"
    visible_to = "moderation.handle"
    decision: DecisionId
    member: MemberId


@frozen
class AppealDecided(Fact):
    """An appeal was decided; where it was granted, the decision was reversed."""

    name = "moderation.appeal_decided"
    visible_to = "moderation.handle"
    inward = ("actor",)
    decision: DecisionId
    member: MemberId
    granted: bool
