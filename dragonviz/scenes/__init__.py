"""Scenes: everything needed to see the same thing again."""
