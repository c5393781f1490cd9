"""What the marks of a contest come to, and why."""
