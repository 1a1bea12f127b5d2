"""Training: a run, epoch by epoch, and what it came to."""
