"""Views that look into a model or a run, a file each."""
