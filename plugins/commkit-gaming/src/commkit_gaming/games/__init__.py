"""Which games a gaming community plays; it is founded with them."""
