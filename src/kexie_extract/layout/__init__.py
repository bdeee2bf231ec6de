"""From what a loader read to blocks: reading order, furniture, broken paragraphs, tables over pages."""
