"""Quotation extraction and attribution: speaker, cue, content."""
