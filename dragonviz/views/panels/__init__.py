"""Where a person chooses: dragons, settings, training."""
