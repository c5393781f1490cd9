"""Person columns: the columns that name people, as the tables declare them."""
