"""Articles in files of every kind. Gives raw messages, as a scraper would publish them."""

from streamproc.article_files.finding import ArticleFile, Files, article_files
from streamproc.article_files.messages import RawMessage, raw_messages, stream_messages

__all__ = ["ArticleFile", "Files", "RawMessage", "article_files", "raw_messages", "stream_messages"]
