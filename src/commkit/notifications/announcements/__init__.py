"""Occasions: what happens in the nouns below that members are to be told of."""
