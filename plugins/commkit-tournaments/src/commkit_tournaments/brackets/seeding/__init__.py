"""Who is which seed."""
