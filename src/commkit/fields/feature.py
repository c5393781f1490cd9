"""The feature of fields."""

from commkit.fields.facts import MemberFieldsUpdated
from commkit.fields.records import FieldMatch, FieldValues, PostLicence
from commkit.fields.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.fields import Licence
from commkit.runtime.model.types import MEMBER, STEWARD, VISITOR

fields = Feature(
    "fields",
    tables=metadata,
    migrations="commkit.migrations",
    requires=("members",),
    grants={
        VISITOR: {"fields.read"},
        MEMBER: {"fields.update_member:own"},
        STEWARD: {"fields.update_member"},
    },
    facts=(MemberFieldsUpdated,),
    records=(FieldValues, FieldMatch, PostLicence, Licence),
)
"""Typed values that types and hosts add to posts, events, suggestions and members."""
