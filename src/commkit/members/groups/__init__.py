"""Groups: members who are meant together, such as the maintainers or the night shift."""
