"""Texts made fit for reading, with the way back: every offset of a record points into the text as it was received."""
