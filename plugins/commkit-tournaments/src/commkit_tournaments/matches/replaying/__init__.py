"""How the rows of matches follow from results."""
