"""What flows between the stages; see the modules."""
