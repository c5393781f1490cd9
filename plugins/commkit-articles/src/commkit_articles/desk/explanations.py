"""Why somebody can or cannot approve an article."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit.members import own_members
from commkit_articles.desk.feature import DeskSettings, desk_feature
from commkit_articles.desk.policy import wrote
from commkit_articles.desk.records import Article
from commkit_articles.policy import ArticleState


@desk_feature.explains("articles.review")
def explain_review(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `ApproveArticle`, in its order."""
    article = request.object
    if not isinstance(article, Article):
        return
    allowed = context.settings(DeskSettings).allow_self_review
    own = wrote(article, own_members(context))
    because = "they or their agent wrote it, and here somebody else reviews it" if own and not allowed else ""
    yield TraceStep("somebody else wrote it", allowed or not own, because)
    yield TraceStep("it is in review", article.state is ArticleState.REVIEW, f"it is {article.state}")
