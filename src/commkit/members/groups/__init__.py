"""Groups: named sets of members, such as the maintainers or the night shift."""
