"""Results of surveys, with sample sizes and confidence intervals."""
