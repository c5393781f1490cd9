"""How a message is carried out: sessions, permissions, gates, handlers, the command log, rates."""
