import { createServer } from "node:net";

/** A mail server that takes everything and keeps it. */
export function mailServer() {
    const mails = [];
    const listener = createServer((socket) => {
        let rest = "", data = false, mail = null;
        const say = (line) => socket.write(`${line}\r\n`);
        say("220 test");
        socket.on("error", () => {});
        socket.on("data", (chunk) => {
            rest += chunk;
            let at;
            while ((at = rest.indexOf("\r\n")) >= 0) {
                const line = rest.slice(0, at);
                rest = rest.slice(at + 2);
                if (data && line === ".") {
                    data = false;
                    mails.push(mail);
                    say("250 taken");
                } else if (data) mail.text += `${line}\n`;
                else if (/^MAIL/i.test(line)) {
                    mail = { to: "", text: "" };
                    say("250 ok");
                } else if (/^RCPT/i.test(line)) {
                    mail.to = /<(.*)>/.exec(line)[1];
                    say("250 ok");
                } else if (/^DATA/i.test(line)) {
                    data = true;
                    say("354 go on");
                } else if (/^QUIT/i.test(line)) {
                    say("221 bye");
                    socket.end();
                } else say("250 ok");
            }
        });
    });
    return new Promise((resolve) => listener.listen(0, "127.0.0.1", () =>
        resolve({ mails, port: listener.address().port,
            stop: () => listener.close() })));
}
