"""The job with Quix Streams."""

import sys

import job
from quixstreams import Application

servers, group = sys.argv[1:]
app = Application(broker_address=servers, consumer_group=group, auto_offset_reset="earliest", auto_create_topics=False)
records = app.dataframe(app.topic("articles.raw", value_deserializer="bytes")).apply(job.records, expand=True)
for name in job.TOPICS.values():
    topic = app.topic(name, value_serializer="bytes")
    records.filter(lambda record, name=name: record[0] == name).apply(lambda record: record[2]).to_topic(topic)
app.run()
