"""Fields: typed values that types and hosts add to posts, events, suggestions and members."""

from commkit.fields import handlers as _handlers
from commkit.fields import offers as _offers
from commkit.fields import queries as _queries
from commkit.fields.facts import MemberFieldsUpdated
from commkit.fields.feature import fields
from commkit.fields.handlers import (
    CheckedFields,
    check_fields,
    disown_fields,
    forget_fields,
    merge_fields,
    save_fields,
    save_many_fields,
)
from commkit.fields.listing import queries as _listing_queries
from commkit.fields.listing.queries import field_range
from commkit.fields.listing.statements import FieldJoin, join_field, where_field
from commkit.fields.messages import ListByField, ReadFields, ReadLicences, UpdateMemberFields
from commkit.fields.policy import comparison_key, licence_of
from commkit.fields.queries import count_field_values, field_texts, field_values_of
from commkit.fields.records import FieldMatch, FieldValues, PostLicence
from commkit.fields.tables import field_value
from commkit.runtime.model.fields import (
    AddressField,
    ChoiceField,
    DateField,
    Field,
    FieldKind,
    FieldSubject,
    FieldValue,
    Licence,
    LicenceField,
    NumberField,
    ReferenceField,
    TextField,
    VersionField,
)

__all__ = [
    "AddressField",
    "CheckedFields",
    "ChoiceField",
    "DateField",
    "Field",
    "FieldJoin",
    "FieldKind",
    "FieldMatch",
    "FieldSubject",
    "FieldValue",
    "FieldValues",
    "Licence",
    "LicenceField",
    "ListByField",
    "MemberFieldsUpdated",
    "NumberField",
    "PostLicence",
    "ReadFields",
    "ReadLicences",
    "ReferenceField",
    "TextField",
    "UpdateMemberFields",
    "VersionField",
    "check_fields",
    "comparison_key",
    "count_field_values",
    "disown_fields",
    "field_range",
    "field_texts",
    "field_value",
    "field_values_of",
    "fields",
    "forget_fields",
    "join_field",
    "licence_of",
    "merge_fields",
    "save_fields",
    "save_many_fields",
    "where_field",
]

del _handlers, _listing_queries, _offers, _queries
