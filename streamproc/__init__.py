"""streamproc turns a stream of raw news articles into structured records."""

__version__ = "0.1.0"
