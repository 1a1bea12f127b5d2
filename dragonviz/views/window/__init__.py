"""The window, its actions and its keys."""
