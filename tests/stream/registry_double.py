"""A stand-in for a schema registry."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from tests.loopback import serving


@dataclass
class Registry:
    """Confluent's API on loopback, as much of it as registering and reading schemas need."""

    url: str = ""
    status: int = 200
    subjects: dict[str, dict] = field(default_factory=dict)
    schemas: dict[int, dict] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    authorization: str | None = None

    def posted(self, path, body):
        subject = path.split("/")[2]
        self.subjects[subject] = body
        number = 40 + len(self.subjects)
        self.schemas[number] = body
        return {"id": number, **body}

    def got(self, path):
        kind, *rest = path.split("?")[0].strip("/").split("/")
        if kind == "schemas":
            return self.schemas.get(int(rest[-1]))
        if kind != "subjects" or rest[0] not in self.subjects:
            return None
        number = 41 + list(self.subjects).index(rest[0])
        return {"subject": rest[0], "version": 1, "id": number, **self.subjects[rest[0]]}


@contextmanager
def registry_double():
    """A registry on a free port; a refusal when its ``status`` says so."""
    double = Registry()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            self.answer(lambda: double.posted(self.path, body))

        def do_GET(self):
            double.asked.append(self.path)
            self.answer(lambda: double.got(self.path))

        def answer(self, success):
            double.authorization = self.headers["authorization"]
            answer = success() if double.status == 200 else {}
            status = 404 if answer is None else double.status
            if status != 200:
                answer = {"error_code": status, "message": "refused for a reason"}
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("content-type", "application/vnd.schemaregistry.v1+json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with serving(Handler) as double.url:
        yield double
