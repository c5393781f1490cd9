"""Which spaces are actors, and by which account other servers find them."""
