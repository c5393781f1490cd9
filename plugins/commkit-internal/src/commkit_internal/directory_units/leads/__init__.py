"""Who leads the units of a directory: the person whom all in a unit name as their manager."""
