"""What is drawn over epochs."""
