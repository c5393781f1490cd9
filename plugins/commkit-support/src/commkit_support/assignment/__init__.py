"""Assignment: one member cares for a question, with a limit of load, and is reminded while it is open."""
