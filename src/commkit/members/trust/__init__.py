"""Trust: levels that members earn by what they contribute."""
