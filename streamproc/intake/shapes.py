"""The shapes that articles come in: one table, looked through from the top; the first shape that fits counts.

A shape is known by several fields together, never by one. What it does not say is looked for under the general names
(``GENERAL``), which are all there is for an item of no known shape. ``docs/INTAKE.md`` is made from this table.
"""

from __future__ import annotations

from collections.abc import Mapping

from streamproc.intake.shape import PLAIN, Item, Paths, Shape, is_address, ninjs, type_is

ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting", "Report")

NINJS_2: Mapping[str, Paths] = {
    "id": ("uri", "altids[].value"),
    "url": ("canonicalurl", "uri"),
    "title": ("headlines[].value", "headline"),
    "text": ("bodies[].value",),
    "published_at": ("versioncreated", "firstcreated", "contentcreated"),
    "source": ("infosources[].name", "copyrightholder"),
    "author": ("people[].byline", "by", "byline"),
    "tags": ("subjects[].name", "keywords"),
}

SCHEMA_ORG: Mapping[str, Paths] = {
    "id": ("identifier", "identifier.value"),
    "url": ("url", "mainEntityOfPage", "mainEntityOfPage.@id", "mainEntityOfPage.url", "@id"),
    "title": ("headline", "name", "alternativeHeadline"),
    "text": ("articleBody", "text", "reviewBody"),
    "published_at": ("datePublished", "dateCreated", "dateModified"),
    "source": ("publisher", "sourceOrganization", "copyrightHolder", "isPartOf"),
    "author": ("author", "creator"),
    "language": ("inLanguage",),
    "tags": ("keywords", "articleSection"),
}

SHAPES: tuple[Shape, ...] = (
    Shape(
        "trafilatura",
        all_of=("hostname",),
        one_of=("fingerprint", "source-hostname", "raw_text", "filedate", "sitename"),
        where=lambda item: is_address(item.get("source")) or is_address(item.get("url")),
        fields={"id": ("id",), "url": ("url", "source"), "text": ("text", "raw_text"),
                "source": ("hostname", "sitename", "source-hostname"), "published_at": ("date",)},
    ),
    Shape(
        "news-please",
        all_of=("maintext",),
        one_of=("date_publish", "source_domain", "date_download", "title_rss"),
        fields={"text": ("maintext", "text"), "published_at": ("date_publish",), "source": ("source_domain",),
                "author": ("authors",)},
    ),
    Shape(
        "newspaper4k",
        one_of=("read_more_link", "source_url"),
        where=lambda item: any(name in item for name in ("top_image", "meta_img", "canonical_link", "meta_site_name")),
        fields={"url": ("canonical_link", "url"), "text": ("text",), "published_at": ("publish_date",),
                "source": ("meta_site_name", "source_url|host", "canonical_link|host", "url|host"),
                "language": ("language", "meta_lang"), "tags": ("tags", "meta_keywords", "keywords")},
    ),
    Shape(
        "goose3",
        all_of=("cleaned_text",),
        one_of=("opengraph", "meta", "domain", "tweets"),
        fields={"url": ("meta.canonical", "opengraph.url", "final_url", "link_url"), "text": ("cleaned_text",),
                "published_at": ("publish_datetime_utc", "publish_date", "opengraph.published_time"),
                "source": ("opengraph.site_name", "domain"), "language": ("meta.lang", "meta_lang"),
                "tags": ("tags", "meta.keywords")},
    ),
    Shape(
        "fundus",
        all_of=("body",),
        one_of=("publishing_date", "free_access"),
        fields={"url": ("url", "html.responded_url", "html.requested_url"), "text": ("body", "plaintext"),
                "published_at": ("publishing_date",), "tags": ("topics",), "language": ("lang",),
                "source": ("publisher", "publisher.name", "html.source_info.publisher", "url|host",
                           "html.responded_url|host", "html.requested_url|host")},
    ),
    Shape(
        "readability",
        one_of=("textContent", "plain_content", "siteName", "word_count"),
        where=lambda item: any(name in item for name in ("content", "plain_text", "textContent", "plain_content")),
        fields={"text": ("textContent", "content", "plain_text[].text", "plain_content"), "author": ("byline", "author"),
                "published_at": ("publishedTime", "date_published", "date"),
                "source": ("siteName", "domain", "url|host"), "language": ("lang", "language")},
    ),
    Shape("ninjs 3", all_of=("uri",), one_of=("bodies", "headlines"), where=ninjs("3"), fields=NINJS_2, utc=True),
    Shape("ninjs 2", all_of=("uri",), one_of=("bodies", "headlines"), where=ninjs("2"), fields=NINJS_2, utc=True),
    Shape(
        "ninjs 1",
        all_of=("uri",),
        one_of=("body_text", "body_xhtml", "body_html", "body_nitf", "versioncreated", "pubstatus"),
        fields={"id": ("uri",), "url": ("uri", "canonicalurl"), "title": ("headline", "slugline"),
                "text": ("body_text", "body_xhtml", "body_html", "body_nitf", "body_richtext"),
                "published_at": ("versioncreated", "firstcreated"), "source": ("source", "copyrightholder"),
                "author": ("byline", "person[].name"), "tags": ("subject[].name", "keywords")},
        utc=True,
    ),
    Shape(
        "Event Registry",
        all_of=("uri",),
        one_of=("dateTimePub", "dateTime", "isDuplicate", "eventUri"),
        fields={"id": ("uri",), "text": ("body",), "published_at": ("dateTimePub", "dateTime", "date"),
                "source": ("source.title", "source.uri"), "author": ("authors",), "language": ("lang",),
                "tags": ("categories[].label", "concepts[].label.eng")},
        utc=True,
    ),
    Shape(
        "mediacloud",
        all_of=("media_name",),
        one_of=("media_url", "indexed_date", "stories_id", "media_id"),
        fields={"id": ("id", "stories_id"), "text": ("text", "story_text"), "published_at": ("publish_date",),
                "source": ("media_name", "media_url|host"), "tags": ("story_tags[].tag",)},
        utc=True,
    ),
    Shape(
        "GDELT doc",
        all_of=("seendate",),
        one_of=("sourcecountry", "socialimage", "url_mobile", "domain"),
        fields={"published_at": ("seendate",), "source": ("domain",)},
        utc=True,
    ),
    Shape(
        "CC-News",
        all_of=("domain", "date"),
        one_of=("image_url", "description"),
        fields={"source": ("domain",), "published_at": ("date",)},
    ),
    Shape(
        "feedparser",
        one_of=("title_detail", "published_parsed", "guidislink", "summary_detail", "updated_parsed"),
        where=lambda item: "link" in item or "links" in item or "id" in item,
        fields={"id": ("id", "guid"), "url": ("feedburner_origlink", "link", "links[].href"),
                "text": ("content[].value", "summary"), "published_at": ("published", "published_parsed", "updated"),
                "author": ("authors", "author"), "source": ("source", "publisher", "link|host"),
                "language": ("content[].language", "title_detail.language", "language"), "tags": ("tags[].term",)},
        utc=True,
    ),
    Shape(
        "JSON Feed",
        one_of=("content_html", "content_text"),
        where=lambda item: "id" in item or "url" in item,
        fields={"text": ("content_text", "content_html"), "published_at": ("date_published",),
                "url": ("url", "external_url"), "author": ("authors", "author"),
                "source": ("source", "_feed.title", "url|host")},
    ),
    Shape("schema.org", one_of=("@type", "articleBody"), fields=SCHEMA_ORG,
          where=lambda item: "articleBody" in item or type_is(*ARTICLE_TYPES)(item)),
    Shape(
        "Guardian",
        all_of=("webTitle", "webUrl"),
        fields={"url": ("webUrl",), "title": ("webTitle",), "text": ("fields.bodyText", "fields.body"),
                "published_at": ("webPublicationDate",), "author": ("fields.byline",), "tags": ("tags[].webTitle",)},
    ),
    Shape(
        "WordPress",
        all_of=("content", "link"),
        one_of=("date_gmt", "guid", "modified_gmt"),
        where=lambda item: isinstance(item["content"], Mapping),
        fields={"id": ("guid.rendered", "id"), "url": ("link",), "title": ("title.rendered",),
                "text": ("content.rendered", "content.raw"), "published_at": ("date_gmt", "date"),
                "author": ("yoast_head_json.author", "_embedded.author[].name"), "source": ("link|host",)},
        utc=True,
    ),
    Shape(
        "Arc",
        all_of=("content_elements", "headlines"),
        fields={"id": ("_id",), "url": ("canonical_url", "website_url"), "title": ("headlines.basic",),
                "text": ("content_elements",), "published_at": ("display_date", "first_publish_date", "publish_date"),
                "author": ("credits.by[].name",), "source": ("distributor.name", "canonical_website"),
                "tags": ("taxonomy.tags[].text", "taxonomy.tags[].slug")},
        utc=True,
    ),
    Shape(
        "NewsAPI",
        all_of=("publishedAt",),
        one_of=("urlToImage", "source"),
        fields={"published_at": ("publishedAt",), "source": ("source.name", "source.id")},
    ),
)  # fmt: skip


def shape_of(item: Item) -> Shape:
    """The shape of an item, from what it has."""
    return next((shape for shape in SHAPES if shape.fits(item)), PLAIN)
