"""Explaining: the arithmetic of models and runs, in words and on a page, without a screen."""
