"""Series: how the schedule of an event becomes occurrences, so far ahead as the community's horizon."""
