"""Quantities and periods in a string: text to mentions with offsets; knows nothing of documents."""
