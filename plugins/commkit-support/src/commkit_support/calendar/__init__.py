"""Business calendars: working hours and holidays of a team, and business time between two moments."""
