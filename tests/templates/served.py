"""A small server that answers as the pages do, for tests of scripts and styles in a real browser."""

import json
import shutil
import time
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.template.loader import render_to_string

BASE = Path(__file__).parents[2]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8"}

# Without Chromium: skipped.
IN_A_BROWSER = [
    pytest.mark.processes,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
]


class Answers:
    """What the server says and what it was asked."""

    def __init__(self, body):
        self.body = body
        self.asked = []
        self.revision = 3
        self.text = ""
        self.down = False
        self.refuse = ""
        self.left_to_render = 2
        self.slow = 0
        self.fields = None  # of a form: name → text
        self.token = "t"
        self.person = "7"  # who is signed in; nobody when empty

    def save_form(self, sent):
        theirs = {name: text for name, text in self.fields.items() if sent[name] != text}
        if sent.pop("revision") != str(self.revision):
            mine = {name: sent[name] for name in theirs}
            return 409, {"mine": mine, "theirs": theirs, "revision": self.revision, "who": "", "when": ""}
        self.revision += 1
        self.fields = sent
        return 200, {"revision": self.revision, "saved_at": "10:42"}

    def save(self, fields):
        if self.down:
            return 503, {}
        if self.refuse:
            return 422, {"error": self.refuse}
        if self.fields is not None:
            return self.save_form(fields)
        if fields["revision"] != str(self.revision):
            return 409, {
                "mine": fields["text"],
                "theirs": self.text,
                "revision": self.revision,
                "who": "样例甲",
                "when": "10:41",
            }
        self.revision += 1
        self.text = fields["text"]
        return 200, {"revision": self.revision, "saved_at": "10:42"}

    def pdf(self):
        self.left_to_render -= 1
        if self.left_to_render:
            return '<p id="pdf" data-poll-url="/pdf" data-poll-seconds="0.1">正在生成</p>'
        return '<p id="pdf"><a href="/p">打开</a></p>'


def server_of(answers):
    class Server(BaseHTTPRequestHandler):
        def say(self, status, body, kind):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            if self.path == "/pdf":
                return self.say(200, answers.pdf().encode(), KINDS[".html"])
            if self.path.startswith("/static/"):
                path = BASE / self.path.lstrip("/")
                return self.say(200, path.read_bytes(), KINDS.get(path.suffix, "application/octet-stream"))
            self.say(200, answers.body.encode(), KINDS[".html"])

        def do_POST(self):
            raw = self.rfile.read(int(self.headers["Content-Length"] or 0))
            answers.asked.append(self.path)
            time.sleep(answers.slow)
            if self.path != "/save":
                return self.say(200, answers.body.encode(), KINDS[".html"])
            head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            parts = BytesParser().parsebytes(head + raw).get_payload()
            fields = {
                p.get_param("name", header="content-disposition"): p.get_payload(decode=True).decode()
                for p in parts
            }
            if not answers.person:
                return self.say(401, json.dumps({"error": "登录已过期"}).encode(), "application/json")
            if self.headers["X-CSRFToken"] != answers.token:
                told = {"error": "old", "csrf": answers.token, "person": answers.person}
                return self.say(403, json.dumps(told).encode(), "application/json")
            status, told = answers.save(fields)
            self.say(status, json.dumps(told).encode(), "application/json")

        def log_message(self, *args):
            pass

    return ThreadingHTTPServer(("127.0.0.1", 0), Server)


def page_of(body):
    return f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="csrf-token" content="t">
<title>样例</title><link rel="stylesheet" href="/static/css/tokens.css"><link rel="stylesheet" href="/static/css/base.css">
<link rel="stylesheet" href="/static/css/components.css"><link rel="stylesheet" href="/static/css/forms.css">
<script type="module" src="/static/js/page.js"></script></head><body data-person="7"><main>{body}</main>
<div id="toasts" role="status"></div>{render_to_string("parts/words.html")}</body></html>"""
