"""The Kafka side: a Faust worker, publishers, dead letters, topics, health."""
