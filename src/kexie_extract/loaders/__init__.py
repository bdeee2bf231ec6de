"""A module or package per format: what the file says, no judgement."""
