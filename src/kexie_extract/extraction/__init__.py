"""From outline, tables and mentions to records."""
