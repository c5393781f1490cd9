"""Orders of threads: by what lists are sorted, and the cursors of their pages."""
