#!/usr/bin/python3
"""A mail server of Debian's python3-aiosmtpd, on a free port, that keeps what
it takes and can be told to be difficult.

  smtpd.py FOLDER [--tls CERT KEY] [--auth USER PASSWORD] [--hold N] [--line N]

Prints "PORT n", then a line for each mail: "took ADDRESS". Keeps each mail as
FOLDER/NUMBER.eml and its envelope as FOLDER/NUMBER.json. By the part before the
@ of a recipient: refuse... is refused for good, later... put off; cut...
loses the connection when the mail is there and before the answer; broken... the
first time before the mail is there. --hold N: the N-th mail is kept, "held" is
printed, and no answer ever comes. --line N: after N mails a line is ended.
"""
import argparse
import asyncio
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def say(text):
    print(text, flush=True)


class Keeper:
    def __init__(self, folder, hold, line):
        self.folder, self.hold, self.line = folder, hold, line
        self.count = 0
        self.broken = set()

    async def handle_MAIL(self, server, session, envelope, address, options):
        session.mails = getattr(session, "mails", 0) + 1
        if self.line and session.mails > self.line:
            server.transport.write(b"421 4.7.0 enough for one line\r\n")
            server.transport.close()
            return "421 enough"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refuse"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later"):
            return "451 4.7.1 come back later"
        if address.startswith("broken") and address not in self.broken:
            self.broken.add(address)
            server.transport.close()
            return "421 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        base = os.path.join(self.folder, "%04d" % self.count)
        with open(base + ".eml", "wb") as f:
            f.write(envelope.original_content)
        with open(base + ".json", "w") as f:
            json.dump({"from": envelope.mail_from, "to": envelope.rcpt_tos,
                       "tls": session.ssl is not None,
                       "login": session.authenticated}, f)
        say("took " + envelope.rcpt_tos[0])
        if self.count == self.hold:
            say("held")
            await asyncio.sleep(3600)
        if envelope.rcpt_tos[0].startswith("cut"):
            server.transport.close()
            return None
        return "250 OK"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--auth", nargs=2)
    parser.add_argument("--hold", type=int, default=0)
    parser.add_argument("--line", type=int, default=0)
    a = parser.parse_args()
    options = {"hostname": "mail.test", "decode_data": False}
    if a.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*a.tls)
        options.update(tls_context=context, require_starttls=True)

    def check(server, session, envelope, mechanism, data):
        good = isinstance(data, LoginPassword) and \
            data.login == a.auth[0].encode() and \
            data.password == a.auth[1].encode()
        return AuthResult(success=good, handled=False)

    if a.auth:
        options.update(authenticator=check, auth_required=True)
    keeper = Keeper(a.folder, a.hold, a.line)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    server = loop.run_until_complete(loop.create_server(
        lambda: SMTP(keeper, loop=loop, **options), "127.0.0.1", 0))
    say("PORT %d" % server.sockets[0].getsockname()[1])
    try:
        loop.run_forever()
    except KeyboardInterrupt:
        sys.exit(0)


main()
