"""Tasks in minutes, each with an owner and a date."""
