"""One item of each shape, as its extractor, feed or agency writes it: by hand, about one story."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

TEXT = "Crews cleared the breakwater of Port Ellis.\n\nNobody was hurt."
URL = "https://courier.example/2026/01/20/storm"
TITLE = "Storm closes harbour"
AT = datetime(2026, 1, 20, 22, 45, tzinfo=timezone(timedelta(hours=-5)))
ZULU = "2026-01-21T03:45:00Z"

ITEMS = {
    "trafilatura": {
        "title": TITLE, "author": "Mara Lindqvist", "hostname": "courier.example", "date": "2026-01-20T22:45:00-05:00",
        "fingerprint": "20deb0efe9c7a5a3", "id": None, "comments": "", "raw_text": "Crews cleared", "text": TEXT,
        "language": "en", "source": URL, "source-hostname": "The Ellis Courier", "categories": "", "tags": "storm, ferries",
    },
    "news-please": {
        "authors": ["Mara Lindqvist"], "date_download": None, "date_publish": "2026-01-20 22:45:00-05:00",
        "filename": "x.json", "language": "en", "maintext": TEXT, "source_domain": "courier.example", "text": None,
        "title": TITLE, "title_rss": None, "url": URL,
    },
    "newspaper4k": {
        "url": f"{URL}?utm_source=feed", "read_more_link": "", "language": "en", "title": TITLE, "top_image": "",
        "meta_img": "", "keywords": [], "meta_keywords": ["storm", "ferries"], "tags": None,
        "authors": ["Mara Lindqvist"], "publish_date": "2026-01-20T22:45:00-05:00", "meta_site_name": "The Ellis Courier",
        "canonical_link": URL, "text": TEXT,
    },
    "goose3": {
        "meta": {"lang": "en", "keywords": "storm, ferries", "canonical": URL}, "image": None, "domain": "courier.example",
        "title": TITLE, "cleaned_text": TEXT, "opengraph": {"site_name": "The Ellis Courier"}, "tags": [], "tweets": [],
        "authors": ["Mara Lindqvist"], "publish_date": "2026-01-20T22:45:00-05:00",
    },
    "fundus": {
        "title": TITLE, "authors": ["Mara Lindqvist"], "publishing_date": "2026-01-20 22:45:00-05:00",
        "body": {"summary": [], "sections": [{"headline": [], "paragraphs": TEXT.split("\n\n")}]},
        "topics": ["storm", "ferries"], "free_access": True, "url": URL, "publisher": "The Ellis Courier", "lang": "en",
    },
    "readability": {
        "title": TITLE, "byline": "Mara Lindqvist", "dir": None, "lang": "en", "content": "<p>Crews</p>",
        "textContent": TEXT, "length": 61, "siteName": "The Ellis Courier", "url": URL,
        "publishedTime": "2026-01-20T22:45:00-05:00", "tags": ["storm", "ferries"],
    },
    "ninjs 3": {
        "uri": URL, "standard": {"name": "ninjs", "version": "3.0"}, "headlines": [{"value": TITLE}],
        "bodies": [{"contenttype": "text/plain", "value": TEXT}], "versioncreated": "2026-01-20T22:45:00-05:00",
        "infosources": [{"name": "The Ellis Courier"}], "by": "Mara Lindqvist", "language": "en",
        "subjects": [{"name": "storm"}, {"name": "ferries"}],
    },
    "ninjs 2": {
        "uri": URL, "headlines": [{"role": "main", "value": TITLE}], "bodies": [{"role": "main", "value": TEXT}],
        "firstcreated": "2026-01-20T22:45:00-05:00", "copyrightholder": "The Ellis Courier", "by": "Mara Lindqvist",
        "language": "en", "subjects": [{"name": "storm"}, {"name": "ferries"}],
    },
    "ninjs 1": {
        "uri": URL, "type": "text", "versioncreated": "2026-01-20T22:45:00-05:00", "byline": "Mara Lindqvist",
        "headline": TITLE, "body_text": TEXT, "body_xhtml": "<p>Crews</p>", "language": "en", "pubstatus": "usable",
        "subject": [{"name": "storm"}, {"name": "ferries"}], "copyrightholder": "The Ellis Courier",
    },
    "Event Registry": {
        "uri": "8123", "lang": "eng", "isDuplicate": False, "dateTimePub": ZULU, "url": URL, "title": TITLE, "body": TEXT,
        "source": {"uri": "courier.example", "title": "The Ellis Courier"}, "authors": [{"name": "Mara Lindqvist"}],
        "categories": [{"label": "storm"}, {"label": "ferries"}],
    },
    "mediacloud": {
        "id": "8123", "media_name": "The Ellis Courier", "media_url": "courier.example", "title": TITLE,
        "publish_date": "2026-01-21 03:45:00", "url": URL, "language": "en", "indexed_date": "2026-01-22", "text": TEXT,
        "author": "Mara Lindqvist", "story_tags": [{"tag": "storm"}, {"tag": "ferries"}],
    },
    "GDELT doc": {
        "url": URL, "url_mobile": "", "title": TITLE, "seendate": "20260121T034500Z", "domain": "The Ellis Courier",
        "language": "English", "sourcecountry": "Canada", "text": TEXT, "author": "Mara Lindqvist",
        "tags": "storm;ferries",
    },
    "CC-News": {
        "title": TITLE, "text": TEXT, "domain": "The Ellis Courier", "date": "2026-01-20 22:45:00-05:00", "description": "",
        "url": URL, "image_url": "", "author": "Mara Lindqvist", "language": "en", "tags": ["storm", "ferries"],
    },
    "feedparser": {
        "title": TITLE, "title_detail": {"type": "text/plain", "value": TITLE}, "link": URL, "id": "courier-4711",
        "guidislink": False, "authors": [{"name": "Mara Lindqvist"}], "published": "Tue, 20 Jan 2026 22:45:00 -0500",
        "published_parsed": [2026, 1, 21, 3, 45, 0, 2, 21, 0], "tags": [{"term": "storm"}, {"term": "ferries"}],
        "summary": "Crews.", "content": [{"type": "text/html", "language": "en", "value": TEXT}],
        "source": {"title": "The Ellis Courier"},
    },
    "JSON Feed": {
        "id": "tag:courier.example,2026:1", "url": URL, "title": TITLE, "content_html": "<p>Crews</p>",
        "content_text": TEXT, "date_published": "2026-01-20T22:45:00-05:00", "authors": [{"name": "Mara Lindqvist"}],
        "tags": ["storm", "ferries"], "language": "en", "source": "The Ellis Courier",
    },
    "schema.org": {
        "@context": "https://schema.org", "@type": ["NewsArticle"], "mainEntityOfPage": {"@id": URL}, "headline": TITLE,
        "datePublished": "2026-01-20T22:45:00-05:00", "author": [{"@type": "Person", "name": "Mara Lindqvist"}],
        "publisher": {"@type": "Organization", "name": "The Ellis Courier"}, "inLanguage": "en",
        "keywords": "storm, ferries", "articleBody": TEXT,
    },
    "Guardian": {
        "id": "world/1", "webTitle": TITLE, "webUrl": URL, "webPublicationDate": ZULU, "publisher": "The Ellis Courier",
        "fields": {"bodyText": TEXT, "byline": "Mara Lindqvist"}, "language": "en",
        "tags": [{"webTitle": "storm"}, {"webTitle": "ferries"}],
    },
    "WordPress": {
        "id": 8123, "date": "2026-01-20T22:45:00", "date_gmt": "2026-01-21T03:45:00", "guid": {"rendered": f"{URL}?p=1"},
        "link": URL, "title": {"rendered": TITLE}, "content": {"rendered": TEXT, "protected": False}, "lang": "en",
        "yoast_head_json": {"author": "Mara Lindqvist"}, "tags": ["storm", "ferries"],
    },
    "Arc": {
        "_id": "A1", "type": "story", "canonical_url": URL, "headlines": {"basic": TITLE, "web": ""}, "language": "en",
        "display_date": ZULU, "content_elements": [
            *({"type": "text", "content": paragraph} for paragraph in TEXT.split("\n\n")), {"type": "image", "caption": "A ferry"},
        ],
        "credits": {"by": [{"type": "author", "name": "Mara Lindqvist"}]}, "distributor": {"name": "The Ellis Courier"},
        "taxonomy": {"tags": [{"text": "storm"}, {"text": "ferries"}]},
    },
    "NewsAPI": {
        "source": {"id": None, "name": "The Ellis Courier"}, "author": "Mara Lindqvist", "title": TITLE, "url": URL,
        "urlToImage": "", "publishedAt": ZULU, "content": TEXT, "language": "en", "tags": ["storm", "ferries"],
    },
}  # fmt: skip
