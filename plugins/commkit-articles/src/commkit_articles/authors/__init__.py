"""Co-authors, who are asked first."""
