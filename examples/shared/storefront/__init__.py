"""What the three shops say in the same words, whatever their framework: to crawlers, to feed readers, about forms."""
