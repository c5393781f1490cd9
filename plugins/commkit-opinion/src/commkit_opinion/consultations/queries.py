"""How consultations and their numbers are read."""

from uuid import UUID

from commkit import Context, Page
from commkit.statistics import share_of
from commkit.storage import EARLIEST, LAST_ID, keyset, page_size
from commkit_opinion.consultations import statements as sql
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.messages import ListConsultations, ReadConsultation, ReadOpinionNumbers
from commkit_opinion.consultations.records import Consultation, OpinionNumbers

_BY_ID = keyset(UUID, of="opinion.consultations")


@consultation_feature.handles(ReadConsultation)
def read_consultation(context: Context, query: ReadConsultation) -> Consultation:
    """Read it by its loader."""
    return context.get(Consultation, query.consultation)


@consultation_feature.handles(ListConsultations)
def list_consultations(context: Context, query: ListConsultations) -> Page[Consultation]:
    """Read a page in one statement."""
    limit = page_size(query.limit)
    keyed = _BY_ID.within(query.space)
    (after,) = keyed.decode(query.after, default=(LAST_ID,))
    if query.space is None:
        rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    else:
        rows = context.rows(sql.PAGE_OF_SPACE, space=query.space, after=after, size=limit + 1)
    return keyed.page(rows, limit, lambda consultation: (consultation.id,))


@consultation_feature.handles(ReadOpinionNumbers)
def read_opinion_numbers(context: Context, query: ReadOpinionNumbers) -> OpinionNumbers:
    """Count in one statement."""
    ((statements, by_members, pending, accepted, rejected),) = context.rows(
        sql.COUNTS, since=query.since or EARLIEST
    )
    return OpinionNumbers(
        statements=statements,
        by_members=by_members,
        pending=pending,
        accepted=accepted,
        rejected=rejected,
        accepted_share=share_of(accepted, accepted + rejected),
    )
