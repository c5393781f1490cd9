"""Local times in named time zones, and how they become UTC."""
