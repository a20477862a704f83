"""The store: articles and what was found in them as tables, in SQLite or PostgreSQL. Knows nothing of Kafka.

One transaction holds an article's rows and the offset behind its message (``writing``); what the tables mean is in
docs/SQL.md.
"""
