"""What lists are put into order by."""
