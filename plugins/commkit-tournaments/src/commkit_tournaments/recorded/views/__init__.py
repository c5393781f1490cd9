"""How recorded tournaments are read: totals, series, standings, brackets, rosters, histories."""
