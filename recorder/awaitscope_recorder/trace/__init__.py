"""What is written, and in which words."""
