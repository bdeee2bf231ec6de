"""What columns mean, slid rows, task rows."""
