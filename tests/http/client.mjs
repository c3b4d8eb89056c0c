// Requests that say exactly what a test wants said, and a trainee's messages
// made by the browser's own code.
import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { webcrypto } from 'node:crypto';
import * as ballot from '../../src/client/ballot.js';
import { inviteGroup, inviteRead } from '../../src/client/codes.js';
import { readManifest } from '../../src/client/manifest.js';
import { seal } from '../../src/client/seal.js';
import { randomScalar } from '../../src/client/token.js';

globalThis.crypto ??= webcrypto; // Node 18

// {status, headers, body, text}; never throws for a status.
export function ask(base, path, { method = 'GET', headers = {}, body } = {}) {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const all = Buffer.concat(parts);
        resolve({ status: response.statusCode, headers: response.headers, body: all, text: all.toString() });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

export const bytes = 'application/octet-stream';
export const post = (base, path, body, type = bytes) =>
  ask(base, path, { method: 'POST', body, headers: type ? { 'Content-Type': type } : {} });

// Sends bytes as they are, and gives all that comes back until the end.
export function raw(base, text) {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname, () => socket.end(text));
    let all = '';
    socket.on('data', (part) => { all += part; });
    socket.on('error', reject);
    socket.on('close', () => resolve(all));
  });
}

// The wave as a trainee's client reads it.
export async function readWave(base, name) {
  const { body } = await ask(base, `/v1/waves/${name}/manifest`);
  return readManifest(new Uint8Array(body), name);
}

// A trainee with an invite's code: the two requests, with nothing sent.
export function trainee(wave, invite) {
  const code = inviteRead(invite.code);
  const own = { ...wave, group: inviteGroup(code) };
  const nonce = webcrypto.getRandomValues(new Uint8Array(32));
  const blind = randomScalar();
  const issuing = ballot.issueRequest(own, code, nonce, blind);
  return {
    own,
    issue: issuing.body,
    take(answer) {
      return ballot.issueAnswer(own, nonce, blind, issuing.blinded, new Uint8Array(answer));
    },
    redeem(tokenKey, answers) {
      const plain = ballot.plaintext(own.mh, own.group, answers, own.manifest.plain_size);
      const sealed = seal(plain, own.sealPk);
      return { sealed, body: ballot.redeemRequest(own.mh, own.group, nonce, tokenKey, sealed) };
    },
    receipt(sealed, answer) {
      return ballot.redeemAnswer(own, nonce, sealed, new Uint8Array(answer));
    },
  };
}

// --- staff -------------------------------------------------------------------

const cookieOf = (response, name) => {
  const line = (response.headers['set-cookie'] ?? []).find((c) => c.startsWith(`${name}=`));
  return line?.split(';')[0].slice(name.length + 1);
};

export async function loginForm(base, headers = {}) {
  const page = await ask(base, '/login', { headers });
  assert.equal(page.status, 200, `the login page was answered ${page.status}`);
  const tls = headers['X-Forwarded-Proto'] === 'https' ? '__Host-' : '';
  return { page, cookie: cookieOf(page, `${tls}login`), csrf: /name="csrf" value="([^"]+)"/.exec(page.text)[1] };
}

// Tries to log in; {response, session}: session is the cookie, undefined when refused.
export async function tryLogin(base, name, password, { headers = {}, old } = {}) {
  const form = await loginForm(base, headers);
  const tls = headers['X-Forwarded-Proto'] === 'https' ? '__Host-' : '';
  const cookies = [`${tls}login=${form.cookie}`];
  if (old) cookies.push(`${tls}session=${old}`);
  const response = await ask(base, '/login', {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookies.join('; ') },
    body: new URLSearchParams({ name, password, csrf: form.csrf }).toString(),
  });
  return { response, session: cookieOf(response, `${tls}session`) };
}

// Logs in, and fails with the answer's status where that is refused.
export async function login(base, name, password, options) {
  const { response, session } = await tryLogin(base, name, password, options);
  assert.equal(response.status, 303, `the login of ${name} was answered ${response.status}`);
  assert.ok(session, `the login of ${name} set no session`);
  return { response, session };
}

export const as = (base, session, path, options = {}) =>
  ask(base, path, { ...options, headers: { ...options.headers, Cookie: `session=${session}` } });
