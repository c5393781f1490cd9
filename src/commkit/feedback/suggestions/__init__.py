"""What members suggest: ideas, problems, praise and questions, with votes and a public answer."""
