"""How rows of files are read: columns by what they hold, values by their kind."""
