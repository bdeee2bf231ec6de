"""From blocks to the outline: numbering forms, vetoes, sequence."""
