"""The query of what is left of the votes of a day. Votes are given and taken back with the core's reactions."""

from attrs import frozen

from commkit import Query
from commkit_developer.policy import MEMBER
from commkit_developer.votes.records import VoteQuota


@frozen
class ReadVoteQuota(Query[VoteQuota]):
    """How many votes the actor may still give today."""

    permission = "developer.read_vote_quota"
    granted_to = MEMBER
