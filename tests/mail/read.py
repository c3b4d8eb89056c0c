#!/usr/bin/python3
"""Mails, as Python's own parser reads them: a JSON object for each file."""
import email
import email.policy
import json
import sys


def read(path):
    raw = open(path, "rb").read()
    m = email.message_from_bytes(raw, policy=email.policy.default)
    parts = {p.get_content_type(): p.get_content() for p in m.iter_parts()}
    return {
        "headers": [k for k, _ in m.items()],
        "from": str(m["From"]), "from_name": m["From"].addresses[0].display_name,
        "from_address": m["From"].addresses[0].addr_spec,
        "reply_to": str(m["Reply-To"] or ""), "to": str(m["To"]),
        "subject": str(m["Subject"]), "id": str(m["Message-ID"]),
        "type": m.get_content_type(), "text": (parts.get("text/plain") or "").replace("\r\n", "\n"),
        "html": parts.get("text/html"),
        "defects": [str(d) for d in m.defects],
        "longest": max(len(line) for line in raw.split(b"\r\n")),
        "ascii": all(b < 128 for b in raw),
        "crlf": raw.count(b"\n") == raw.count(b"\r\n"),
    }


json.dump([read(p) for p in sys.argv[1:]], sys.stdout)
