"""Custom feeds: spaces that a member keeps under a name, read as one list of threads."""
