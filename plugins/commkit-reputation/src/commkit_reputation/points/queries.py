"""How points and evidence are read."""

from uuid import UUID

from commkit import Context, MemberId, Page
from commkit.members import Membership
from commkit.statistics import share_of
from commkit.storage import FIRST_ID, LAST_ID, keyset, page_size
from commkit_reputation.points import statements as sql
from commkit_reputation.points.feature import point_feature
from commkit_reputation.points.messages import ListEvidence, ListEvidenceVoids, ReadReputation
from commkit_reputation.points.policy import rules_of
from commkit_reputation.points.records import EvidenceItem, EvidenceVoid, MemberReputation, PointSettings

_ITEMS = keyset(UUID, of="reputation.evidence")
_VOIDS = keyset(UUID, UUID, of="reputation.voids")


def reputation_of(context: Context, member: MemberId) -> MemberReputation:
    """What a member has earned. It checks no visibility: load the member first."""
    points, positive, negative = context.one(sql.TOTAL, member=member) or (0, 0, 0)
    return MemberReputation(
        member=member,
        points=max(points, context.settings(PointSettings).floor),
        positive=positive,
        negative=negative,
        share=share_of(positive, positive + negative),
    )


@point_feature.handles(ReadReputation)
def read_reputation(context: Context, query: ReadReputation) -> MemberReputation:
    """Load the member, which checks that the actor may see them, then the sums."""
    return reputation_of(context, context.get(Membership, query.member).id)


@point_feature.handles(ListEvidence)
def list_evidence(context: Context, query: ListEvidence) -> Page[EvidenceItem]:
    """Load the member, then a page in one statement."""
    member = context.get(Membership, query.member, need="reputation.read_evidence").id
    limit, cursors = page_size(query.limit), _ITEMS.within(member)
    (after,) = cursors.decode(query.after, default=(LAST_ID,))
    rules = rules_of(context)
    rows = context.rows(sql.ITEMS, member=member, after=after, size=limit + 1)
    items = [
        EvidenceItem(
            id=id,
            evidence=name,
            summary=rules[name].summary if name in rules else name,
            about=about,
            points=points,
            quality=quality,
            day=day,
        )
        for id, name, about, points, quality, day in rows
    ]
    return cursors.page(items, limit, lambda item: (item.id,))


@point_feature.handles(ListEvidenceVoids)
def list_evidence_voids(context: Context, query: ListEvidenceVoids) -> Page[EvidenceVoid]:
    """A page in one statement."""
    limit = page_size(query.limit)
    giver, member = _VOIDS.decode(query.after, default=(FIRST_ID, FIRST_ID))
    rows = context.rows(sql.VOIDS, after_giver=giver, after_member=member, size=limit + 1)
    found = [
        EvidenceVoid(giver=giver, member=member, reason=reason, decided_by=decided_by, at=at)
        for giver, member, reason, decided_by, at in rows
    ]
    return _VOIDS.page(found, limit, lambda void: (void.giver, void.member))
