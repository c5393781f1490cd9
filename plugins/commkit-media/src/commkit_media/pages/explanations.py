"""Why somebody may or may not manage a page of the host."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit_media.pages.feature import MANAGE_PAGES, page_feature
from commkit_media.pages.handlers import space_of
from commkit_media.pages.records import HostPage


@page_feature.explains(MANAGE_PAGES)
def explain_managing(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """Where the thread of the page stands: who moderates that space manages its pages."""
    page = request.object
    if isinstance(page, HostPage):
        stands = space_of(context, page) is not None
        yield TraceStep(
            "where its thread stands", RuleOutcome.FACT, "in a space" if stands else "in no space"
        )
