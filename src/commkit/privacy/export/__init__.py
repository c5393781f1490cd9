"""Export: everything that is kept about a person."""
