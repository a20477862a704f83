"""Document zoning: dateline, byline, caption, related links, boilerplate, subheads, body."""
