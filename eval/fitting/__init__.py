"""Fits the weights of the reader on questions whose evidence is known."""
