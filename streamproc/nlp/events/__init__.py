"""Event tags from matches of the lexicon: who did what to whom, where, when, how many."""
