"""What every stage needs to know of Chinese text; see the modules."""
