"""How units and placements follow what a directory says of its people."""
