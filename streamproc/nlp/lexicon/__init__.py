"""The event lexicon: its files, and matching them with the parse."""
