"""Tags: names under which threads are found. A tag's count is the number of visible threads with it."""
