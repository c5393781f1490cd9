"""Groups that a feature keeps: nobody else changes them, and only their members know of them."""
