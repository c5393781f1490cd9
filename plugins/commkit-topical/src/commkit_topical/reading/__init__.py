"""Reading lists: posts that a member keeps in an order of their own, with notes and read marks."""
