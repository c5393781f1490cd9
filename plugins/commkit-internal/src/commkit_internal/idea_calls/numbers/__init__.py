"""What idea calls come to: how many ideas, by how many, and how long they wait for a decision."""
