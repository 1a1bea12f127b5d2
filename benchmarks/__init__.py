"""Measurements, for people to read: none of them is a test."""
