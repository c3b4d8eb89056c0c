// Exim of Debian's, in a folder of the test's: it takes mails, puts them into
// its queue and sends none on.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after } from 'node:test';
import { scratch } from '../system.mjs';

const program = '/usr/sbin/exim4';
export const whyNot = !process.env.DEEP ? 'DEEP=1 only'
  : process.getuid() !== 0 ? 'exim needs root'
    : !fs.existsSync(program) ? 'exim4 is not installed' : false;

const running = new Set();
after(() => { for (const child of running) child.kill('SIGKILL'); });

const configuration = (dir, { tls, auth }) => `
primary_hostname = mail.test
spool_directory = ${dir}/spool
log_file_path = ${dir}/log-%s
pid_file_path = ${dir}/pid
queue_only = true
acl_smtp_mail = accept
acl_smtp_rcpt = rcpt
# as a large site might: a new line after some mails
smtp_accept_max_per_connection = 4
${tls ? `tls_advertise_hosts = *
tls_certificate = ${dir}/cert.pem
tls_privatekey = ${dir}/key.pem
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}` : 'tls_advertise_hosts ='}
begin acl
rcpt:
${auth ? '  deny !authenticated = *\n       message = log in first\n' : ''}  deny local_parts = ^refuse
       message = no such mailbox
  defer local_parts = ^later
       message = come back later
  accept
begin routers
begin transports
begin authenticators
${auth ? `plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{${auth[0]}}}{eq{$auth3}{${auth[1]}}}}}
  server_set_id = $auth2
` : ''}`;

async function freePort() {
  const server = net.createServer();
  const port = await new Promise((go) => { server.listen(0, '127.0.0.1', () => go(server.address().port)); });
  await new Promise((go) => { server.close(go); });
  return port;
}

const listens = (port) => new Promise((go) => {
  const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); go(true); });
  socket.on('error', () => go(false));
});

// {port, count(), mails(), stop()}; a mail is {to, protocol, login, text}.
export async function exim(options = {}) {
  const dir = scratch('exim');
  const spool = path.join(dir, 'spool');
  fs.mkdirSync(spool);
  if (options.tls) {
    fs.copyFileSync(options.tls.cert, path.join(dir, 'cert.pem'));
    fs.copyFileSync(options.tls.key, path.join(dir, 'key.pem'));
  }
  fs.writeFileSync(path.join(dir, 'conf'), configuration(dir, options), { mode: 0o644 });
  execFileSync('chown', ['-R', 'Debian-exim:', dir]);
  execFileSync('chown', ['root:', path.join(dir, 'conf')]); // else exim does not believe it
  for (let up = dir; up !== '/tmp' && up !== '/'; up = path.dirname(up)) fs.chmodSync(up, 0o755);
  const port = await freePort();
  const child = spawn(program, ['-C', path.join(dir, 'conf'), '-bdf', '-oX', `127.0.0.1.${port}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let said = '';
  child.stderr.on('data', (part) => { said += part; });
  let over = false;
  const ended = new Promise((go) => { child.on('exit', () => { over = true; go(); }); });
  while (!await listens(port)) {
    if (over) throw new Error(`exim ended: ${said}`);
    await new Promise((go) => { setTimeout(go, 50); });
  }
  const files = () => !fs.existsSync(path.join(spool, 'input')) ? [] : fs.readdirSync(path.join(spool, 'input'), { recursive: true })
    .filter((name) => String(name).endsWith('-H')).map((name) => path.join(spool, 'input', String(name)));
  return {
    port,
    count: () => files().length,
    mails: () => files().map((file) => {
      const head = fs.readFileSync(file, 'latin1');
      const [, envelope] = head.split(/\nXX\n/);
      return { to: /^\d+\n(\S+)\n/.exec(envelope)[1], copies: Number(/^(\d+)\n/.exec(envelope)[1]),
        protocol: /^-received_protocol (\S+)/m.exec(head)[1], login: /^--?auth_id (\S+)/m.exec(head)?.[1],
        text: fs.readFileSync(file.replace(/-H$/, '-D'), 'latin1') };
    }),
    stop: async () => { child.kill('SIGTERM'); await ended; },
  };
}
