"""The dragons that come with the program."""
