"""The feature of similar questions."""

from commkit import Feature
from commkit_qa.similar.records import SimilarQuestion

similar_feature = Feature("qa.similar", requires=("qa.questions",), records=(SimilarQuestion,))
"""Similar questions, while somebody asks."""
