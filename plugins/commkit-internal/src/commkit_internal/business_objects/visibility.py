"""Who sees rows of links and of objects: the host alone; people are shown cards, once the business system permits."""

from sqlalchemy import ColumnElement, FromClause, not_

from commkit.storage import Reader
from commkit_internal.business_objects.feature import RECORD_OBJECTS, business_object_feature
from commkit_internal.business_objects.records import BusinessObject, ObjectLink


@business_object_feature.hides(ObjectLink)
def link_of_the_host(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """That a link is there tells that the object is."""
    return not_(reader.may(RECORD_OBJECTS))


@business_object_feature.hides(BusinessObject)
def object_of_the_host(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """That it has a row tells that somebody named it."""
    return not_(reader.may(RECORD_OBJECTS))
