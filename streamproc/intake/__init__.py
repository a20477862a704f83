"""What comes in: envelopes, shapes of items, their fields, and the repair of texts. The table of shapes is ``shapes``."""
