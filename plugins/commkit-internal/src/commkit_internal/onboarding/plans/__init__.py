"""Plans of onboardings: tasks by day, for an org unit or a role."""
