"""A stand-in for a schema registry."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from tests.loopback import serving


@dataclass
class Registry:
    """Confluent's API on loopback, as much of it as registering needs."""

    url: str = ""
    status: int = 200
    subjects: dict[str, dict] = field(default_factory=dict)
    authorization: str | None = None


@contextmanager
def registry_double():
    """A registry on a free port; a refusal when its ``status`` says so."""
    double = Registry()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            double.authorization = self.headers["authorization"]
            answer = {"error_code": double.status, "message": "refused for a reason"}
            if double.status == 200:
                subject = self.path.split("/")[2]
                double.subjects[subject] = body
                answer = {"id": 40 + len(double.subjects)}
            content = json.dumps(answer).encode()
            self.send_response(double.status)
            self.send_header("content-type", "application/vnd.schemaregistry.v1+json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with serving(Handler) as double.url:
        yield double
