"""Chinese work reports and task tables to validated records."""
