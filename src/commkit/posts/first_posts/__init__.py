"""First posts: what newcomers wrote first, for those who welcome them."""
