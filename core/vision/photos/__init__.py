"""What is in a still picture."""
