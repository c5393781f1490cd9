"""Questions for experts: collected and voted for during a time, then answered by those who know."""
