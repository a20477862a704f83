"""Pages of WARC files (CC-News) as items: needs the extra ``warc``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from streamproc.article_files.contents import UnreadableFile, text_of
from streamproc.article_files.pages import item_of_page
from streamproc.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_PAGE = 10 * 2**20


def items_of_archive(content: BinaryIO) -> Iterator[dict[str, Any]]:
    """One item for each page that was answered with HTML.

    Raises:
        ConfigurationError: warcio or trafilatura is not installed.
        UnreadableFile: it is no WARC file.
    """
    try:
        import trafilatura  # noqa: F401, PLC0415 - pages of archives are of no use without it
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415
    except ImportError as error:
        raise ConfigurationError(f"WARC files: {error.name} is missing: pip install 'streamproc[warc]'") from error
    try:
        for record in ArchiveIterator(content):
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            if record.rec_type != "response" or "html" not in kind:
                continue
            page = record.content_stream().read(LARGEST_PAGE)
            url = record.rec_headers.get_header("WARC-Target-URI")
            try:
                yield item_of_page(text_of(page), url)
            except UnreadableFile:
                continue
    except ArchiveLoadFailed as error:
        raise UnreadableFile(f"no WARC file: {error}") from error
