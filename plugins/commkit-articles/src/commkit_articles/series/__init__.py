"""Series: articles in an order, with a next and a previous one."""
