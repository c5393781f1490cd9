"""Cases of one space: what its moderators decide there, and nowhere else."""
