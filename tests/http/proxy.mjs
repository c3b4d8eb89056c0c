// The proxies that ship, in front of a chorusd on a socket: their configurations
// as they are, but for the lines that an operator changes too.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { root, build, scratch } from '../system.mjs';

// The survey's name here: what resolves without a DNS.
export const host = 'localhost';

// Two ports that were free a moment ago, both at once: they are not the same.
async function freePorts() {
  const servers = [net.createServer(), net.createServer()];
  const ports = await Promise.all(servers.map((server) => new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  })));
  await Promise.all(servers.map((server) => new Promise((resolve) => { server.close(resolve); })));
  return ports;
}

// A test authority and a certificate of it for the survey's name.
export function certificates() {
  const dir = scratch('ca');
  const file = (name) => path.join(dir, name);
  const openssl = (...args) => execFileSync('openssl', args, { stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', file('ca.key'), '-out', file('ca.pem'), '-days', '2',
    '-subj', '/CN=Test authority');
  openssl('req', ...key, '-keyout', file('privkey.pem'), '-out', file('request.pem'), '-subj', `/CN=${host}`);
  fs.writeFileSync(file('names'), `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\n`);
  openssl('x509', '-req', '-in', file('request.pem'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'),
    '-CAcreateserial', '-days', '2', '-extfile', file('names'), '-out', file('fullchain.pem'));
  return { dir, ca: file('ca.pem') };
}

// chorusd behind a socket; {socketPath, child, stop, output}.
export async function serveOnSocket(dir, base) {
  const socketPath = path.join(base, 'socket');
  const child = spawn(process.env.CHORUSD || path.join(build, 'chorusd'), ['-d', dir, '--listen', `unix:${socketPath}`],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  process.on('exit', () => child.kill('SIGKILL'));
  let out = '';
  const ended = new Promise((resolve) => { child.on('exit', (code, signal) => resolve({ code, signal })); });
  child.stderr.on('data', (part) => { out += part; });
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (part) => {
      out += part;
      if (out.includes('READY')) resolve();
    });
    ended.then(({ code }) => reject(new Error(`chorusd ended with ${code}: ${out}`)));
  });
  const stop = async (signal = 'SIGTERM') => {
    child.kill(signal);
    return { ...await ended, output: out };
  };
  return { socketPath, pid: child.pid, stop, output: () => out };
}

const shipped = (name) => fs.readFileSync(path.join(root, 'scripts/proxy', name), 'utf8');

// A replacement that finds nothing would test another configuration.
function replace(text, from, to) {
  if (!text.includes(from)) throw new Error(`the configuration has no ${from}`);
  return text.replaceAll(from, to);
}

function nginxConfiguration({ port, plainPort, socketPath, certs, dir, signon }) {
  let text = shipped('nginx.conf');
  for (const [from, to] of [
    ['/etc/ssl/chorus/', `${certs.dir}/`],
    ['/run/chorus/socket', socketPath],
    ['user www-data;', 'user root;'], // the socket is in a folder of the test's
    ['survey.example.edu', host],
    ['/run/nginx.pid', path.join(dir, 'nginx.pid')],
    ['listen 443 ', `listen 127.0.0.1:${port} `],
    ['listen [::]:443 ', `listen [::1]:${port} `],
    ['listen 80 ', `listen 127.0.0.1:${plainPort} `],
    ['listen [::]:80 ', `listen [::1]:${plainPort} `],
  ]) text = replace(text, from, to);
  if (signon) {
    const file = path.join(dir, 'chorus-signon.conf');
    fs.writeFileSync(file, replace(shipped('nginx-signon.conf'), 'http://127.0.0.1:4180', `http://127.0.0.1:${signon}`));
    text = replace(text, '# include /etc/nginx/chorus-signon.conf;', `include ${file};`);
  }
  // where a package's nginx would put its own
  return text.replace('http {', `http {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `    ${name}_temp_path ${dir}/${name};`).join('\n')}`);
}

// As README says: jq puts the sign-on in front of what asks chorusd.
function withSignon(text, signon) {
  const at = scratch('caddy');
  const [whole, part] = ['caddy.json', 'caddy-signon.json'].map((name) => path.join(at, name));
  fs.writeFileSync(whole, text);
  fs.writeFileSync(part, replace(shipped('caddy-signon.json'), '127.0.0.1:4180', `127.0.0.1:${signon}`));
  const filter = /^jq -s '([^']+)' caddy.json caddy-signon.json/m.exec(fs.readFileSync(path.join(root, 'README.md'), 'utf8'))[1];
  return execFileSync('jq', ['-s', filter, whole, part], { encoding: 'utf8' });
}

function caddyConfiguration({ port, plainPort, socketPath, certs, signon }) {
  let text = shipped('caddy.json');
  for (const [from, to] of [
    ['/etc/ssl/chorus/', `${certs.dir}/`],
    ['unix//run/chorus/socket', `unix/${socketPath}`],
    ['survey.example.edu', host],
    ['":443"', `"127.0.0.1:${port}"`],
    ['"http_port": 80', `"http_port": ${plainPort}`],
    ['"https_port": 443', `"https_port": ${port}`],
  ]) text = replace(text, from, to);
  return signon ? withSignon(text, signon) : text;
}

const programs = {
  nginx: {
    configuration: nginxConfiguration,
    start: (file, dir) => ['nginx', ['-e', 'stderr', '-p', dir, '-c', file, '-g', 'daemon off;']],
  },
  caddy: {
    configuration: caddyConfiguration,
    start: (file) => ['caddy', ['run', '--config', file]],
  },
};
export const proxyNames = Object.keys(programs);

export const hasProgram = (name) => (process.env.PATH + ':/usr/sbin').split(':')
  .some((dir) => fs.existsSync(path.join(dir, name)));

// Starts a proxy, with SIGNON, a port, in front of staff; {port, plainPort, dir, output, stop}. Somebody else may have
// taken a port meanwhile: then others are tried.
export async function startProxy(name, options) {
  for (let tries = 1; ; tries++) {
    try {
      return await startOnce(name, options);
    } catch (error) {
      if (tries === 5 || !/address already in use|Address already in use/.test(error.message)) throw error;
    }
  }
}

async function startOnce(name, { socketPath, certs, signon }) {
  const dir = scratch(name);
  const [port, plainPort] = await freePorts();
  const file = path.join(dir, 'configuration');
  fs.writeFileSync(file, programs[name].configuration({ port, plainPort, socketPath, certs, dir, signon }));
  const [program, args] = programs[name].start(file, dir);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: dir,
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, HOME: dir, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir } });
  process.on('exit', () => child.kill('SIGTERM'));
  let out = '';
  let over = null;
  child.stdout.on('data', (part) => { out += part; });
  child.stderr.on('data', (part) => { out += part; });
  const ended = new Promise((resolve) => { child.on('exit', (code) => resolve(over = { code })); });
  const listens = () => new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
  });
  while (!await listens()) {
    if (over) throw new Error(`${name} ended with ${over.code}: ${out}`);
    await new Promise((go) => { setTimeout(go, 20); });
  }
  return { port, plainPort, dir, pid: child.pid, output: () => out,
    stop: () => { child.kill('SIGTERM'); return ended; } };
}
