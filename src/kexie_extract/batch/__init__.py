"""Many inputs: finding them, running them, remembering what was done."""
