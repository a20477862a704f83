"""Facts from data files that several packages need; imports nothing else of nlp."""
