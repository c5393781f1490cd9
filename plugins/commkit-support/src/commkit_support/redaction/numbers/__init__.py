"""Numbers of people: cards, bank accounts, phones."""
