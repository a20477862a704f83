"""From text to annotations: spaCy's model, then zones, entities, clusters, places, quotes, events."""
