"""All that is compiled: the models' inner loops, how they are compiled, and the one cache that they are kept in."""
