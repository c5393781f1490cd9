"""Views of events: occurrences with their hosts, seats and the reader's own answer."""
