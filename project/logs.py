"""The log: one line an event, as words or as JSON (LOG_FORMAT=json, the default in production), each with its request id."""

import json
import logging
from datetime import UTC, datetime

from records import requests


class WithRequest(logging.Filter):
    """Each record knows the request it belongs to."""

    def filter(self, record):
        record.request_id = requests.current() or "-"
        return True


class AsJson(logging.Formatter):
    """One JSON object a line: time, level, logger, request, words, and what the event brings itself (`extra={"told": {…}}`)."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "words": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
