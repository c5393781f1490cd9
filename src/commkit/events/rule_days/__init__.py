"""Rule days: which days of a year a recurrence rule names, and into which periods it puts them."""
