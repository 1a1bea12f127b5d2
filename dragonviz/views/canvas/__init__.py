"""The scatter canvas."""
