"""Groups of several: their sizes, who is in which, and how even they are."""
