// The proxies that ship, with the real programs: TLS as it should be, bytes that
// only a proxy can refuse, and no address anywhere. DEEP=1: testssl.sh, and slow
// clients to the end of their time.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import test from 'node:test';
import tls from 'node:tls';
import { build, institution, openWave, root, scratch, smallRoster } from '../system.mjs';
import { certificates, hasProgram, host, proxyNames, serveOnSocket, startProxy } from './proxy.mjs';

process.setMaxListeners(100); // each folder and program is cleared away at the end
const certs = certificates();
const ca = fs.readFileSync(certs.ca);
// Where a trainee of these tests comes from: no other program uses it.
const trainee = '127.0.0.77';

// One request over TLS; {status, headers, text}.
function ask(port, address, { method = 'GET', headers = {}, body, from = trainee, agent = false } = {}) {
  return new Promise((resolve, reject) => {
    const request = https.request({ host: '127.0.0.1', servername: host, port, path: address, method, ca,
      agent, localAddress: from, headers: { Host: host, ...headers } }, (response) => {
      let text = '';
      response.on('data', (part) => { text += part; });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

// Bytes as they are over TLS, and all that comes back.
function raw(port, bytes) {
  return new Promise((resolve) => {
    const socket = tls.connect({ host: '127.0.0.1', port, servername: host, ca, ALPNProtocols: ['http/1.1'],
      localAddress: trainee }, () => socket.write(bytes));
    let all = '';
    socket.on('data', (part) => { all += part.toString('latin1'); });
    socket.on('error', () => {});
    socket.on('close', () => resolve(all));
  });
}

// What stands in for chorusd where the bytes that arrive are the question.
async function listener(socketPath) {
  const heard = [];
  const server = net.createServer((socket) => {
    const at = heard.push('') - 1;
    socket.on('data', (part) => {
      heard[at] += part.toString('latin1');
      const end = heard[at].search(/\r?\n\r?\n/);
      if (end < 0) return;
      socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno');
    });
    socket.on('error', () => {});
  });
  await new Promise((go) => { server.listen(socketPath, go); });
  server.unref(); // a test that failed before close() ends all the same
  return { heard, close: () => new Promise((go) => { server.close(go); }) };
}

// What answers for oauth2-proxy: who somebody is, stands in their cookie.
async function identity() {
  const known = { jan: ['jan@example.edu', 'staff'], ann: ['ann@example.edu', 'staff,gme-subcommittee'], eve: ['eve@example.edu', ''] };
  const asked = [];
  const server = http.createServer((request, response) => {
    const who = known[/_oauth2_proxy=(\w+)/.exec(request.headers.cookie)?.[1]];
    if (request.url !== '/oauth2/auth') return response.end('sign on here');
    asked.push(request.method);
    if (!who) return response.writeHead(401).end();
    return response.writeHead(202, { 'X-Auth-Request-User': 'an-id', 'X-Auth-Request-Email': who[0], 'X-Auth-Request-Groups': who[1] }).end();
  });
  await new Promise((go) => { server.listen(0, '127.0.0.1', go); });
  server.unref();
  return { port: server.address().port, asked,
    close: () => { server.closeAllConnections(); return new Promise((go) => { server.close(go); }); } };
}

// The addresses of chorusd, from its own table.
function routes() {
  const table = fs.readFileSync(path.join(root, 'src/web/routes.c'), 'utf8').split('web_routes[] = {')[1];
  const list = [...table.matchAll(/\{(?:\.method = (HTTP_\w+),\s*)?\.pattern = "([^"]+)"([^}]*(?:\{\}[^}]*)*)\},?\n/g)]
    .map(([, method, pattern, rest]) => ({ address: pattern.replaceAll('{}', 'x'), method: method ? method.slice(5) : 'GET',
      staff: /\.need = /.test(rest) || pattern === '/login' }));
  assert.equal(list.length, [...table.matchAll(/\.pattern = /g)].length);
  return list;
}

const people = smallRoster({ Medicine: { A: 12, B: 12 } });

function filesUnder(dir) {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) return filesUnder(full);
    return entry.isFile() ? [full] : [];
  });
}

for (const name of proxyNames) {
  const skip = !hasProgram(name) && `${name} is not installed`;

  test(`${name}: trainees vote through it, and their address is nowhere`, { skip }, async () => {
    const site = institution(people);
    const server = await serveOnSocket(site.dir, site.base);
    const proxy = await startProxy(name, { socketPath: server.socketPath, certs });
    const base = `https://${host}:${proxy.port}`;
    const { invites } = openWave(site, 'w1', base);
    while ((await ask(proxy.port, '/v1/waves/w1/manifest')).status !== 200)
      await new Promise((go) => { setTimeout(go, 50); });

    const answers = path.join(site.base, 'answers.json');
    fs.writeFileSync(answers, '{}');
    const client = (link, env) => spawnSync(path.join(build, 'chorus'),
      ['answer', link, '--answers', answers, '--json'], { encoding: 'utf8', env: { ...process.env, ...env } });
    const voted = client(invites[0].link, { CURL_CA_BUNDLE: certs.ca });
    assert.equal(voted.status, 0, voted.stderr);
    assert.match(voted.stdout, /chorus-receipt-v1\./);
    // an authority that nobody trusts gets nothing
    const other = client(invites[1].link, { CURL_CA_BUNDLE: '' });
    assert.notEqual(other.status, 0);
    assert.match(other.stderr, /certificate/i);
    assert.equal(client(invites[1].link, { CURL_CA_BUNDLE: certs.ca }).status, 0);

    const page = await ask(proxy.port, '/w/w1');
    assert.equal(page.status, 200);
    assert.match(page.headers['content-security-policy'], /script-src 'self'/);
    assert.equal(page.headers['strict-transport-security'], 'max-age=31536000');
    assert.equal(page.headers['x-content-type-options'], 'nosniff');
    assert.equal(page.headers['alt-svc'], undefined);
    const form = await ask(proxy.port, '/login');
    assert.match(String(form.headers['set-cookie']), /^__Host-login=.*; Secure/);

    // every way of going wrong that a log might like to tell of
    const bytes = { 'Content-Type': 'application/octet-stream' };
    assert.equal((await ask(proxy.port, '/v1/redeem', { method: 'POST', body: Buffer.alloc(40, 1), headers: bytes })).status, 404);
    assert.equal((await ask(proxy.port, '/v1/redeem', { method: 'POST', body: Buffer.alloc(200000, 1), headers: bytes })).status, 413);
    assert.equal((await ask(proxy.port, '/', { headers: { Host: 'elsewhere.example' } })).status, 421);
    await raw(proxy.port, 'nonsense\r\n\r\n');
    await raw(proxy.port, `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(70000)}\r\n\r\n`);
    await new Promise((go) => { // no TLS at all
      const plain = net.connect({ port: proxy.port, host: '127.0.0.1', localAddress: trainee }, () => plain.write('GET / HTTP/1.0\r\n\r\n'));
      plain.on('error', () => {}).on('close', go).resume();
    });
    // chorusd counts by the address that the proxy saw, whatever a client says
    const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
    const wrong = { method: 'POST', body: Buffer.alloc(40, 1), agent, headers: { ...bytes, 'X-Forwarded-For': '192.0.2.1' } };
    let status = 404;
    for (let i = 0; i < 400 && status === 404; i++) ({ status } = await ask(proxy.port, '/v1/redeem', wrong));
    assert.equal(status, 429);
    assert.equal((await ask(proxy.port, '/v1/redeem', { ...wrong, agent: false, from: '127.0.0.78' })).status, 404);
    assert.equal((await ask(proxy.port, '/w/w1')).status, 200);
    agent.destroy();

    const stopped = await server.stop();
    assert.equal(stopped.code, 0);
    const gone = await ask(proxy.port, '/w/w1');
    assert.equal(gone.status, 502);
    assert.match(gone.headers['content-security-policy'], /default-src 'none'/);
    await proxy.stop();

    assert.doesNotMatch(proxy.output(), /127\.0\.0\.77/);
    assert.doesNotMatch(stopped.output, /127\.0\.0\.77/);
    for (const file of [...filesUnder(site.base), ...filesUnder(proxy.dir)])
      assert.ok(!fs.readFileSync(file).includes(trainee), file);
  });

  test(`${name}: what chorusd would let through does not arrive`, { skip }, async (t) => {
    const dir = scratch();
    const socketPath = path.join(dir, 'socket');
    const upstream = await listener(socketPath);
    const proxy = await startProxy(name, { socketPath, certs });
    const head = `POST /v1/redeem HTTP/1.1\r\nHost: ${host}\r\n`;
    const requests = {
      'a bare LF after the request line': `GET / HTTP/1.1\nHost: ${host}\r\n\r\n`,
      'bare LFs after headers': `GET / HTTP/1.1\r\nHost: ${host}\nX: 1\n\n`,
      'a NUL in a header': `GET / HTTP/1.1\r\nHost: ${host}\r\nX: a\0b\r\n\r\n`,
      'a NUL in the path': `GET /\0 HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      'a NUL in a name': `GET / HTTP/1.1\r\nHost: ${host}\r\nX\0Y: a\r\n\r\n`,
      'a bare CR in a header': `GET / HTTP/1.1\r\nHost: ${host}\r\nX: a\rY: b\r\n\r\n`,
      'a folded header': `GET / HTTP/1.1\r\nHost: ${host}\r\nX: a\r\n b\r\n\r\n`,
      'a blank before the colon': `${head}Content-Length : 1\r\n\r\nx`,
      'two lengths': `${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`,
      'a length and chunks': `${head}Content-Length: 44\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      'two codings': `${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n`,
      'a second request behind the first': `GET /a HTTP/1.1\r\nHost: ${host}\r\n\r\nGET /b HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      'a forwarded address': `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: 192.0.2.9\r\nForwarded: for=192.0.2.9\r\nConnection: close\r\n\r\n`,
    };
    for (const [what, bytes] of Object.entries(requests)) {
      upstream.heard.length = 0;
      // the connection may stay open for another request: that one closes it
      await Promise.race([raw(proxy.port, bytes),
        new Promise((go) => { setTimeout(go, 400); })]);
      t.diagnostic(`${what}: ${upstream.heard.length > 0 ? 'rewritten' : 'refused'}`);
      for (const heard of upstream.heard) {
        const lines = heard.slice(0, heard.indexOf('\r\n\r\n')).split('\r\n');
        assert.ok(heard.includes('\r\n\r\n'), what);
        for (const line of lines) assert.doesNotMatch(line, /[\r\n\0]/, what);
        const named = (re) => lines.filter((line) => re.test(line)).length;
        assert.ok(named(/^content-length\s*:/i) + named(/^transfer-encoding\s*:/i) <= 1, what);
        // each on a connection of its own, so that none hides in another
        assert.equal(heard.match(/(GET|POST) \//g).length, 1, what);
        assert.equal(named(/^connection: close$/i), 1, what);
        assert.deepEqual(lines.filter((line) => /^(x-forwarded-for|forwarded)\s*:/i.test(line))
          .map((line) => line.replace(/^[^:]*:\s*/, '')), [trainee], what);
      }
    }
    await proxy.stop();
    await upstream.close();
  });

  test(`${name}: an answer of no page of ours is guarded too`, { skip }, async () => {
    const socketPath = path.join(scratch(), 'socket');
    const upstream = await listener(socketPath);
    const proxy = await startProxy(name, { socketPath, certs });
    const answer = await ask(proxy.port, '/');
    assert.equal(answer.status, 400);
    assert.match(answer.headers['content-security-policy'], /default-src 'none'/);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.equal(answer.headers['referrer-policy'], 'no-referrer');
    await proxy.stop();
    await upstream.close();
  });

  test(`${name}: no client can say who of the staff it is`, { skip }, async () => {
    const socketPath = path.join(scratch(), 'socket');
    const upstream = await listener(socketPath);
    const proxy = await startProxy(name, { socketPath, certs });
    // every header that signon.conf may name, from the program itself
    const source = fs.readFileSync(path.join(root, 'src/staff/signon.c'), 'utf8');
    const names = [.../signon_headers\[\] = \{([^}]+)\}/.exec(source)[1].matchAll(/"([\w-]+)"/g)].map((m) => m[1]);
    assert.ok(names.length >= 8);
    for (const spelt of [(n) => n, (n) => n.toLowerCase(), (n) => n.toUpperCase()]) {
      upstream.heard.length = 0;
      for (const address of ['/', '/login', '/office', '/results/w1.csv']) {
        const headers = Object.fromEntries(names.map((n) => [spelt(n), 'forged-name']));
        await ask(proxy.port, address, { headers });
      }
      assert.equal(upstream.heard.length, 4);
      for (const heard of upstream.heard) assert.doesNotMatch(heard, /forged-name/);
    }
    // nor by sending one twice, or naming it in Connection
    upstream.heard.length = 0;
    await raw(proxy.port, `GET /login HTTP/1.1\r\nHost: ${host}\r\nConnection: close, ${names[0]}\r\n` +
      `${names[0]}: forged-name\r\n${names[0]}: forged-name\r\n\r\n`);
    for (const heard of upstream.heard) assert.doesNotMatch(heard, /forged-name/);
    await proxy.stop();
    await upstream.close();
  });

  test(`${name}: single sign-on for every address of staff, and for no trainee's`, { skip }, async () => {
    const site = institution(people);
    fs.writeFileSync(path.join(site.dir, 'server/signon.conf'),
      'office = user jan@example.edu\nsubcommittee = group gme-subcommittee\nlogout = /oauth2/sign_out\n');
    const provider = await identity();
    const server = await serveOnSocket(site.dir, site.base);
    const proxy = await startProxy(name, { socketPath: server.socketPath, certs, signon: provider.port });
    const as = (who, address, more = {}) => ask(proxy.port, address,
      { ...more, headers: { Cookie: `_oauth2_proxy=${who}${more.session ? `; ${more.session}` : ''}`, ...more.headers } });

    // Every address there is, by who it is for.
    for (const { address, method, staff } of routes()) {
      const before = provider.asked.length;
      const forged = { 'Remote-User': 'jan@example.edu', 'X-Auth-Request-Email': 'jan@example.edu' };
      const answer = await ask(proxy.port, address, { method, headers: { ...forged,
        ...(method === 'POST' ? { 'Content-Type': 'application/octet-stream', 'Content-Length': 0 } : {}) } });
      if (staff) {
        assert.equal(answer.status, 302, address);
        assert.match(answer.headers.location, /\/oauth2\/start\?rd=/, address);
        assert.equal(provider.asked.length, before + 1, address);
      } else {
        assert.doesNotMatch(answer.headers.location ?? '', /oauth2/, address);
        assert.equal(provider.asked.length, before, `the provider heard of ${address}`);
      }
      assert.equal(answer.headers['set-cookie'], undefined, address);
    }

    // Who is signed on comes in as themselves, whatever their browser claims.
    const come = async (who, more) => {
      const answer = await as(who, '/login', more);
      assert.equal(answer.status, 303);
      return { to: answer.headers.location,
        session: /^__Host-session=[^;]+/.exec((answer.headers['set-cookie'] ?? []).find((c) => c.startsWith('__Host-session=')))?.[0] };
    };
    const jan = await come('jan');
    assert.equal(jan.to, '/office');
    const page = await as('jan', '/office', jan);
    assert.equal(page.status, 200);
    const forged = { 'Remote-User': 'jan@example.edu', 'Remote-Groups': 'gme-subcommittee' };
    const ann = await come('ann', { headers: forged });
    assert.equal(ann.to, '/results');
    assert.equal((await as('ann', '/results', { ...ann, headers: forged })).status, 200);
    assert.equal((await as('ann', '/office', { ...ann, headers: forged })).status, 403);
    // a cookie of a session is nothing without its sign-on
    assert.equal((await as('ann', '/office', jan)).headers.location, '/login');
    assert.equal((await ask(proxy.port, '/office', { headers: { Cookie: jan.session } })).status, 302);
    // signed on, and nobody here
    const eve = await as('eve', '/login', { headers: forged });
    assert.match(eve.text, /no role here yet/);
    // the provider's question is asked by the proxy only, its pages are there
    assert.equal((await as('jan', '/oauth2/auth')).status, 404);
    assert.equal((await ask(proxy.port, '/oauth2/start?rd=/office')).text, 'sign on here');
    // a form arrives whole through both
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)[1];
    const out = await as('jan', '/logout', { ...jan, method: 'POST', body: `csrf=${csrf}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    assert.equal(out.status, 303);
    assert.equal(out.headers.location, '/oauth2/sign_out');
    assert.equal((await as('jan', '/office', jan)).headers.location, '/login');
    // and without its provider nobody is anybody
    await provider.close();
    assert.ok((await as('jan', '/login')).status >= 500);
    assert.equal((await ask(proxy.port, '/privacy')).status, 200);
    assert.equal((await server.stop()).code, 0);
    await proxy.stop();
  });

  test(`${name}: TLS 1.2 and 1.3 only, and no session is resumed`, { skip }, async () => {
    const socketPath = path.join(scratch(), 'socket');
    const upstream = await listener(socketPath);
    const proxy = await startProxy(name, { socketPath, certs });
    // One connection with one request; its protocol and what could resume it.
    const visit = (options) => new Promise((resolve, reject) => {
      let session = null;
      const socket = tls.connect({ host: '127.0.0.1', port: proxy.port, servername: host, ca,
        localAddress: trainee, ...options }, () => {
        socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      });
      const seen = {};
      socket.on('session', (bytes) => { session = bytes; });
      socket.once('data', () => {
        Object.assign(seen, { protocol: socket.getProtocol(), reused: socket.isSessionReused(),
          ticket: socket.getTLSTicket() });
      });
      socket.on('error', reject);
      socket.on('close', () => resolve({ ...seen, session }));
      socket.resume();
    });
    for (const version of ['TLSv1.2', 'TLSv1.3']) {
      const only = { minVersion: version, maxVersion: version };
      const first = await visit(only);
      assert.equal(first.protocol, version);
      assert.equal(first.ticket, undefined);
      if (first.session) // TLS 1.2 always has one in the client's memory
        assert.equal((await visit({ ...only, session: first.session })).reused, false);
      if (version === 'TLSv1.3') assert.equal(first.session, null);
    }
    for (const version of ['TLSv1', 'TLSv1.1'])
      await assert.rejects(visit({ minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }), version);
    await proxy.stop();
    await upstream.close();
  });
}

// --- minutes, not seconds ----------------------------------------------------

for (const name of process.env.DEEP ? proxyNames : []) {
  const skip = !hasProgram(name) && `${name} is not installed`;

  test(`${name}: testssl.sh finds nothing`, { skip: skip || (!hasProgram('testssl') && 'testssl is not installed') }, async (t) => {
    const socketPath = path.join(scratch(), 'socket');
    const upstream = await listener(socketPath);
    const proxy = await startProxy(name, { socketPath, certs });
    const found = path.join(proxy.dir, 'testssl.json');
    await new Promise((go) => {
      spawn('testssl', ['--quiet', '--color', '0', '--warnings', 'off', '--add-ca', certs.ca, '--ip', '127.0.0.1',
        '--jsonfile', found, `${host}:${proxy.port}`], { stdio: 'ignore', cwd: proxy.dir }).on('exit', go);
    });
    const findings = JSON.parse(fs.readFileSync(found, 'utf8'));
    // what a certificate of two days by an authority of our own cannot have
    const ours = /^cert_|^OCSP|^DNS_CAArecord|^pwnedkeys|^clientsimulation|^overall_grade|^grade_cap/;
    const bad = findings.filter((f) => ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL', 'FATAL'].includes(f.severity) && !ours.test(f.id));
    for (const f of bad) t.diagnostic(`${f.id}: ${f.severity}: ${f.finding}`);
    const at = (id) => findings.find((f) => f.id === id)?.finding;
    t.diagnostic(`tickets: ${at('TLS_session_ticket')}; ids: ${at('SSL_sessionID_support')}; grade: ${at('overall_grade')}`);
    assert.ok(findings.length > 50);
    assert.deepEqual(bad, []);
    assert.match(at('TLS1_3'), /offered/);
    assert.match(at('TLS1'), /not offered/);
    assert.match(at('TLS1_1'), /not offered/);
    await proxy.stop();
    await upstream.close();
  });

  test(`${name}: a byte now and then has an end`, { skip }, async () => {
    const site = institution(people);
    const server = await serveOnSocket(site.dir, site.base);
    const proxy = await startProxy(name, { socketPath: server.socketPath, certs });
    // Until the proxy, or chorusd behind it, has had enough: the test has no
    // clock, only these never end by themselves.
    const drip = (beginning) => new Promise((resolve) => {
      const socket = tls.connect({ host: '127.0.0.1', port: proxy.port, servername: host, ca, ALPNProtocols: ['http/1.1'] },
        () => socket.write(beginning));
      const timer = setInterval(() => { if (socket.writable) socket.write('x'); }, 1000);
      socket.on('error', () => {}).resume();
      socket.on('close', () => { clearInterval(timer); resolve(); });
    });
    const head = `POST /v1/redeem HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/octet-stream\r\n`;
    await Promise.all([drip(''), drip(head), drip(`${head}Content-Length: 1500\r\n\r\n`)]);
    assert.equal((await server.stop()).code, 0);
    await proxy.stop();
  });

  test(`${name}: 2,000 connections that say nothing keep nobody away`, { skip }, async (t) => {
    const site = institution(people);
    const server = await serveOnSocket(site.dir, site.base);
    const proxy = await startProxy(name, { socketPath: server.socketPath, certs });
    const sockets = [];
    const dial = (i) => new Promise((go, fail) => {
      const socket = tls.connect({ host: '127.0.0.1', port: proxy.port, servername: host, ca, ALPNProtocols: ['http/1.1'] }, () => {
        if (i % 2) socket.write(`POST /v1/redeem HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000\r\n\r\nx`);
        go();
      });
      socket.on('error', fail);
      sockets.push(socket);
    });
    for (let i = 0; i < 2000; i += 50) await Promise.all(Array.from({ length: 50 }, (_, j) => dial(i + j)));
    for (let i = 0; i < 20; i++) {
      const began = performance.now();
      assert.equal((await ask(proxy.port, '/privacy')).status, 200);
      if (i === 19) t.diagnostic(`a page: ${(performance.now() - began).toFixed(0)} ms`);
    }
    for (const socket of sockets) socket.on('error', () => {}).destroy();
    await proxy.stop();
    assert.equal((await server.stop()).code, 0);
  });
}
