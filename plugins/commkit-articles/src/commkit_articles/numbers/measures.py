"""What the numbers of a desk are read for."""

from commkit.insight import Benefit, BenefitArea, Better
from commkit_articles.numbers.messages import ReadDeskNumbers

PUBLISHED_ARTICLES = Benefit(
    name="articles.published",
    title="Knowledge that was written down",
    area=BenefitArea.LEARNING,
    queries=(ReadDeskNumbers,),
    formula="articles begun in the period that were published, whatever became of them",
    unit="articles",
    better=Better.HIGHER,
    features=("articles.desk", "articles.series", "articles.from_threads"),
)
