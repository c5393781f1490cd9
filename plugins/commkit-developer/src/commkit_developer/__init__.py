"""Developer communities for commkit: questions with votes both ways, and what makes a fault reproducible."""

from commkit_developer.community_type import DEVELOPER
from commkit_developer.plugin import Developer
from commkit_developer.policy import MAINTAINER
from commkit_developer.reproduction import gates as _reproduction_gates
from commkit_developer.reproduction import queries as _reproduction_queries
from commkit_developer.reproduction.feature import ReproductionSettings, reproduction_feature
from commkit_developer.reproduction.messages import ReadQuestionTemplate
from commkit_developer.reproduction.policy import REPRODUCTION_FIELDS
from commkit_developer.reproduction.records import QuestionTemplate, TemplateField
from commkit_developer.votes import explanations as _vote_explanations
from commkit_developer.votes import queries as _vote_queries
from commkit_developer.votes import reactions as _vote_reactions
from commkit_developer.votes.feature import VoteSettings, vote_feature
from commkit_developer.votes.messages import ReadVoteQuota
from commkit_developer.votes.records import VoteQuota

__all__ = [
    "DEVELOPER",
    "MAINTAINER",
    "REPRODUCTION_FIELDS",
    "Developer",
    "QuestionTemplate",
    "ReadQuestionTemplate",
    "ReadVoteQuota",
    "ReproductionSettings",
    "TemplateField",
    "VoteQuota",
    "VoteSettings",
    "reproduction_feature",
    "vote_feature",
]

del (
    _reproduction_gates,
    _reproduction_queries,
    _vote_explanations,
    _vote_queries,
    _vote_reactions,
)
