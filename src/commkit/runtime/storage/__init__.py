"""The database: columns and what they declare, statements, connections, transactions, retries, pages."""
