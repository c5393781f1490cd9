"""The feature of mutes."""

from commkit import Feature
from commkit_topical.muting.records import Mutes
from commkit_topical.policy import MIGRATIONS
from commkit_topical.tables import MUTING

muting_feature = Feature(
    "topical.mutes",
    tables=MUTING,
    migrations=MIGRATIONS,
    requires=("posts",),
    records=(Mutes,),
)
"""Mutes by word, tag and space."""
