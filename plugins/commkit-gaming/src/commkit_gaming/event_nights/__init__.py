"""Event nights: recurring events with streaks of attendance, which are shown by choice."""
