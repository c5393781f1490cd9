"""What is private in a text with code in it, and how it is masked."""
