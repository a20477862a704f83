"""Copies: which earlier article another one repeats. Pure functions of messages and state; knows nothing of Kafka."""
