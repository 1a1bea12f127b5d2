"""Views: what is seen and clicked."""
