"""Linking articles with earlier ones, as pure functions of messages and state; knows nothing of Kafka.

Articles meet under keys that they have in common (``meetings``), compare what they consist of, and each goes back to the
earliest that it can (``articles``). What is compared and how is the stage's own: ``streamproc.copies``, ``streamproc.stories``.
"""
