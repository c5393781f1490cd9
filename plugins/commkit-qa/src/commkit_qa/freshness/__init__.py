"""Freshness: the versions that an answer applies to, and whether it still works.

The author says which versions of a product an answer applies to; members say in which version it works, or works no
more. Their words lose weight with time, and with a new release; how the rest of them stand against each other is the
state of the answer: fresh, aging, stale or contradicted.
"""
