// A yardstick: what a good Node server does with the page and the posts of
// Chorus. fastify renders the page for each request; better-sqlite3 stores the
// posted bytes in place, all that waits in one durable transaction. It checks
// no token and signs no receipt.
//
//   node server.mjs PAGE.html FOLDER ROWS BYTES    prints READY and its address
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import Fastify from 'fastify';

const [pageFile, folder, rowCount, rowBytes] = process.argv.slice(2);
const ANSWER = Buffer.alloc(129, 1);
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

// The text between tags is what a page fills in: it is escaped and put in place.
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => text.replace(/[&<>"']/g, (c) => entities[c]);
const unescape = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (e) =>
  Object.keys(entities).find((c) => entities[c] === e));
const parts = fs.readFileSync(pageFile, 'utf8').split(/(<[^>]*>)/)
  .map((text) => (text.startsWith('<') ? { tag: text } : { value: unescape(text) }));
const render = () => parts.map((p) => (p.tag === undefined ? escape(p.value) : p.tag)).join('');

const file = path.join(folder, 'peer.db');
for (const suffix of ['', '-journal']) fs.rmSync(file + suffix, { force: true });
const db = new Database(file);
db.pragma('journal_mode = TRUNCATE');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)');
const insert = db.prepare('INSERT INTO row (id, bytes) VALUES (?, ?)');
const update = db.prepare('UPDATE row SET bytes = ? WHERE id = ?');
db.transaction(() => {
  for (let id = 1; id <= Number(rowCount); id++) insert.run(id, Buffer.alloc(Number(rowBytes), id & 255));
})();

let waiting = [];
const store = db.transaction((group) => {
  for (const { body } of group) update.run(body, 1 + Math.floor(Math.random() * Number(rowCount)));
});
function commit() {
  const group = waiting;
  waiting = [];
  store(group);
  for (const { answer } of group) answer();
}

const app = Fastify();
app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body, done) => done(null, body));
app.get('/w/:wave', (request, reply) => reply.headers(HEADERS).type('text/html; charset=utf-8').send(render()));
app.post('/v1/redeem', (request, reply) => {
  waiting.push({ body: request.body,
    answer: () => reply.headers(HEADERS).type('application/octet-stream').send(ANSWER) });
  if (waiting.length === 1) setImmediate(commit);
});
console.log(`READY ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
