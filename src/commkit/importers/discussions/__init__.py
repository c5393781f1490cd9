"""What importers of discussions share: rows of an export become threads of comments, whatever their order is."""
