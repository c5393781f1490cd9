"""Spaces: named parts of a community, each with its rules, its kinds of posts and its audience."""

from commkit.spaces.feature import spaces
from commkit.spaces.handlers import place_in_space
from commkit.spaces.records import Space, SpaceId, SpaceJoinPolicy
from commkit.spaces.tables import space
from commkit.spaces.visibility import outside_audience

__all__ = ["Space", "SpaceId", "SpaceJoinPolicy", "outside_audience", "place_in_space", "space", "spaces"]
