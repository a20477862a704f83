"""Enrich an archive on a Spark cluster: spark-submit --py-files archive.py enrich_with_spark.py s3a://news/*.jsonl s3a://news/records.

streamproc and its model must be installed on the workers. Writes ``records`` and ``rejected`` beside each other, as JSON Lines.
"""

import sys

from archive import enriched
from pyspark.sql import SparkSession, functions

archive, target = sys.argv[1:]
spark = SparkSession.builder.appName("streamproc").getOrCreate()
parts = spark.sparkContext.textFile(archive).filter(str.strip)
lines = spark.createDataFrame(parts.mapPartitions(enriched).map(lambda line: (line,)), "value string").persist()
is_rejected = functions.get_json_object("value", "$.rejected").isNotNull()
lines.filter(~is_rejected).write.text(f"{target}/records", compression="gzip")
lines.filter(is_rejected).write.text(f"{target}/rejected", compression="gzip")
print(lines.filter(~is_rejected).count(), "enriched,", lines.filter(is_rejected).count(), "rejected")
spark.stop()
