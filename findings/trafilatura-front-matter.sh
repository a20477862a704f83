#!/usr/bin/env bash
# trafilatura writes the fields before its Markdown and text as they are: a title with a colon makes them no YAML any more.
set -euo pipefail
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q trafilatura==2.0.0 lxml_html_clean==0.4.6 pyyaml==6.0.3
"$tmp/venv/bin/python" -W ignore - <<'PY'
import importlib.metadata
import trafilatura, yaml

PAGE = """<html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>Ferries stayed in port on Tuesday while crews cleared the breakwater of the harbour, the office said.</p>
<p>Twelve boats lost their moorings on Sunday night, and two of them sank in the outer basin of the port.</p>
</article></body></html>"""

def front(title):
    text = trafilatura.extract(PAGE.replace("{title}", title), url="https://courier.example/storm",
                               output_format="markdown", with_metadata=True)
    return text.split("---\n")[1]

print("trafilatura", importlib.metadata.version("trafilatura"))
print(front("Storm: harbour closed"))
print("without a colon:", yaml.safe_load(front("Storm closes harbour"))["title"])
try:
    read = yaml.safe_load(front("Storm: harbour closed"))
except yaml.YAMLError as error:
    print("with a colon:", str(error).splitlines()[0])
else:
    raise SystemExit(f"it is YAML now: {read}")
print("as described")
PY
