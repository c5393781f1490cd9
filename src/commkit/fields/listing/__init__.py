"""Lists by a field: objects in the order of its values, and what other lists filter and sort by."""
