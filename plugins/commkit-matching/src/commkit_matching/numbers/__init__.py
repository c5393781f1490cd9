"""Numbers: how many are matched, how long they wait, how many accept, and how evenly proposals are spread."""
