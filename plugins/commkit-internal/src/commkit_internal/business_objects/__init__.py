"""Business objects: deals, tickets, documents and orders of a business system, linked with threads both ways."""
