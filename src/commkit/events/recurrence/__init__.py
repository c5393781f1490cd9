"""When an event takes place: its first time, its recurrence rule, and dates added or left out."""
