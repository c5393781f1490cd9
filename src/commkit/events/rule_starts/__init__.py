"""Rule starts: all the local times that a recurrence rule gives, within a bound of steps."""
