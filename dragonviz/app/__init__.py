"""The application: the controller, undo, and the threads."""
