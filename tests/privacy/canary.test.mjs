// The canary: one trainee with a known name, mail, code, network address and
// answers goes through a whole wave; then every file of the server, its log, its
// memory and every download are searched for them, at each moment until after
// the purge; the office's files for what must not be there any more.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test from 'node:test';
import { noonZone } from '../cli/helpers.mjs';
import { inMemory } from './memory.mjs';
import { chorus, chorusOk, closeWave, institution, openWave, populate, root,
  scratch, serve, served, smallRoster } from '../system.mjs';

process.env.TZ = noonZone(); // a purge on the day of the close
const temporary = scratch('canary-tmp');
process.env.TMPDIR = temporary;

// Where the canary's browser comes from, by itself and as a proxy says it.
const network = { localAddress: '127.77.13.9', forwarded: '203.0.113.77',
  agent: 'CanaryBrowser/4711', referer: 'https://ward-nine.invalid/' };

const canary = {
  person: 'CANARY-ZQ-4711', email: 'perpetua.quillfeather@canary.example',
  department: 'Medicine', program_id: 'A', program: 'Program A',
};
const survey = JSON.parse(fs.readFileSync(path.join(root, 'surveys/gme-core.json'), 'utf8'));
const questions = survey.sections.flatMap((section) => section.questions);

// A row of answers that nothing else would contain: the first question 1, then
// a fixed pattern, so that its bytes can be looked for.
const answers = {};
const row = [];
questions.forEach((question, i) => {
  if (question.type === 'choice') {
    const count = survey.options[question.options].length;
    const position = ((i * 7 + 3) % count) + 1;
    answers[question.id] = position;
    row.push(position);
  } else if (question.type === 'number') {
    answers[question.id] = question.max;
    const value = question.max - question.min + 1;
    row.push(value >> 8, value & 255);
  } else {
    throw new Error(`gme-core asks a ${question.type}; teach the canary how`);
  }
});

function filesUnder(dir) {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(dir, entry.name);
    return entry.isDirectory() ? filesUnder(full) : [full];
  });
}

const ignoreCase = (text) => Buffer.from(text.toLowerCase(), 'latin1');

// What must not be found, as bytes; each in the forms it could have taken.
function needles(invite) {
  const code = invite.code;
  const symbols = code.replaceAll('-', '');
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let bits = '';
  for (const symbol of symbols) bits += alphabet.indexOf(symbol).toString(2).padStart(5, '0');
  const raw = Buffer.from(bits.match(/.{8}/g).slice(0, 16).map((byte) => parseInt(byte, 2)));
  // A hash or another spelling of what few could have is the thing itself.
  const spelled = Object.fromEntries(Object.entries({ person: canary.person, email: canary.email, code: raw })
    .flatMap(([name, text]) => {
      const hash = crypto.createHash('sha256').update(text).digest();
      return [[`hash of the ${name}`, hash], [`hash of the ${name} in hexadecimal`, Buffer.from(hash.toString('hex'))],
        [`${name} in base64`, Buffer.from(Buffer.from(text).toString('base64').replace(/.=*$/, ''))],
        [`${name} spelled in hexadecimal`, Buffer.from(Buffer.from(text).toString('hex'))]];
    }));
  return {
    ...spelled,
    person: ignoreCase(canary.person), email: ignoreCase(canary.email),
    'part of the email': ignoreCase('quillfeather'),
    'network address': ignoreCase(network.localAddress),
    'network address in hexadecimal': Buffer.from('7f4d0d09'),
    'address that a proxy names': ignoreCase(network.forwarded),
    browser: ignoreCase(network.agent), 'where it came from': ignoreCase('ward-nine'),
    code: ignoreCase(code), 'code without hyphens': ignoreCase(symbols),
    'code in hexadecimal': Buffer.from(raw.toString('hex')),
    'code as bytes': raw, 'code in base64': Buffer.from(raw.toString('base64url')),
    'answers as bytes': Buffer.from(row),
    'answers in hexadecimal': Buffer.from(Buffer.from(row).toString('hex')),
  };
}

// A request as a browser at the canary's address makes it; resolves its status.
function visit(url, { method = 'GET', body } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, localAddress: network.localAddress, headers: {
      'User-Agent': network.agent, Referer: network.referer, Forwarded: `for=${network.forwarded}`,
      'X-Forwarded-For': network.forwarded, 'X-Real-IP': network.forwarded,
      'Content-Type': 'application/octet-stream' } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function found(bytes, wanted) {
  // The exact bytes, and the text in lower case (needles are lower case).
  const lower = Buffer.from(bytes.toString('latin1').toLowerCase(), 'latin1');
  return Object.entries(wanted)
    .filter(([, needle]) => bytes.includes(needle) || lower.includes(needle))
    .map(([name]) => name);
}

const run = (program, args) => execFileSync(program, args, { maxBuffer: 1 << 28 });
const unpacked = (file) => (file.endsWith('.pdf')
  ? run('qpdf', ['--qdf', '--object-streams=disable', file, '-'])
  : run('python3', ['-c', 'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\n'
    + 'for n in z.namelist(): sys.stdout.buffer.write(n.encode() + z.read(n))', file]));

test('nothing of a known trainee is where it does not belong', async (t) => {
  const people = [canary, ...smallRoster({ Medicine: { A: 11, B: 9 }, Surgery: { C: 10 } })];
  const site = institution(people);
  fs.appendFileSync(path.join(site.dir, 'chorus.conf'), 'purge_days = 0\n');
  const server = await serve(site.dir);
  const { file, invites } = openWave(site, 'canary', server.url, { closes: '+60m' });
  await served(server.url, 'canary');
  const mine = invites.find((invite) => invite.person === canary.person);
  const wanted = needles(mine);

  await t.test('the search itself finds what the office may keep', () => {
    const office = filesUnder(path.join(site.dir, 'office'));
    const hits = new Set(office.flatMap((name) => found(fs.readFileSync(name), wanted)));
    assert.ok(hits.has('person') && hits.has('email'), 'the roster holds name and address');
    assert.ok(hits.has('code as bytes') || hits.has('code'), 'the roster holds the code');
    assert.deepEqual(found(Buffer.from([1, ...row, 0]), wanted), ['answers as bytes']);
  });

  const searchServer = (moment) => {
    const names = filesUnder(path.join(site.dir, 'server'));
    assert.ok(names.some((name) => name.endsWith('site.db')), 'the server folder was read');
    for (const name of names) {
      assert.deepEqual(found(fs.readFileSync(name), wanted), [], `${moment}: ${name}`);
      assert.deepEqual(found(Buffer.from(name), wanted), [], `${moment}: the name ${name}`);
    }
    assert.deepEqual(found(Buffer.from(server.output()), wanted), [], `${moment}: the log`);
  };

  // What a server never sees is not in its memory either. Letters as they are.
  const secrets = [['person', canary.person], ['email', canary.email.split('@')[0]], ['code', mine.code]]
    .map(([name, text]) => [name, Buffer.from(text).toString('hex')]);
  secrets.push(['code-as-bytes', wanted['code as bytes'].toString('hex')],
    ['answers', Buffer.from(row).toString('hex')]);
  secrets.push(['institution', Buffer.from('Test Institution').toString('hex')]); // which it knows

  await t.test('a browser at a known address asks for pages, and sends what is refused', async () => {
    for (const address of ['/', '/w/canary', '/privacy', '/nowhere', '/v1/waves/canary/manifest']) {
      assert.ok(await visit(server.url + address) < 500, address);
    }
    const body = Buffer.alloc(163, 1);
    assert.equal(await visit(`${server.url}/v1/issue`, { method: 'POST', body }), 404);
    assert.equal(await visit(`${server.url}/v1/redeem`, { method: 'POST', body }), 404);
  });

  const answersFile = path.join(site.base, 'answers.json');
  fs.writeFileSync(answersFile, JSON.stringify(answers));
  const said = chorusOk(site.dir, ['answer', mine.link, '--answers', answersFile]);
  const receipt = /chorus-receipt-v1\.\S+/.exec(said)[0];
  await t.test('while the wave is open', () => searchServer('open'));

  populate(file, ['--seed', '5', '--response', '80']);
  await t.test('after others have answered', () => searchServer('answered'));

  await t.test('in a backup of the ballots', () => {
    const backup = path.join(site.base, 'ballots.tar');
    chorusOk(site.dir, ['backup', backup, '--with', 'ballots']);
    assert.deepEqual(found(fs.readFileSync(backup), wanted), []);
  });

  closeWave(site, 'canary');
  await served(server.url, 'canary', 'board');
  await t.test('after the close', () => searchServer('closed'));

  const memory = inMemory(server.pid, secrets);
  await t.test('in the memory of the server', { skip: memory.why }, () => {
    assert.ok(memory.found.institution[0] > 0, 'the memory was read');
    delete memory.found.institution;
    const there = Object.entries(memory.found).filter(([, [count]]) => count > 0);
    assert.deepEqual(there, [], memory.where.join('\n'));
  });

  await t.test('in the office: no answer, and no code that would still open a door', () => {
    for (const name of filesUnder(path.join(site.dir, 'office'))) {
      const hits = found(fs.readFileSync(name), wanted);
      assert.deepEqual(hits.filter((hit) => /code|^answers|address|browser/.test(hit)), [], name);
    }
  });

  await t.test('in every download', async () => {
    for (const format of ['json', 'csv']) {
      const out = path.join(site.base, `release.${format}`);
      chorusOk(site.dir, ['release', 'export', 'canary', '--format', format, '--out', out]);
      assert.deepEqual(found(fs.readFileSync(out), wanted), [], format);
    }
    // Workbooks and paper, with what is packed in them unpacked.
    const folder = path.join(site.base, 'downloads');
    for (const format of ['xlsx', 'pdf']) {
      chorusOk(site.dir, ['release', 'export', 'canary', '--format', format, '--all-units', '--out', folder]);
      chorusOk(site.dir, ['release', 'export', 'canary', '--format', format, '--out', path.join(folder, `all.${format}`)]);
    }
    chorusOk(site.dir, ['report', 'canary', '--out', path.join(folder, 'report.pdf')]);
    const files = filesUnder(folder);
    assert.ok(files.length >= 7, files);
    for (const file of files) {
      const bytes = unpacked(file);
      assert.ok(bytes.includes(file.endsWith('.pdf') ? 'endobj' : 'sharedStrings'), `${file} was unpacked`);
      assert.deepEqual(found(bytes, wanted), [], file);
      if (file.endsWith('.pdf')) assert.deepEqual(found(run('pdftotext', [file, '-']), wanted), [], file);
    }
    for (const [address, status] of Object.entries({ '/': 200, '/privacy': 200, '/support': 200,
      '/v1/waves': 200, '/v1/waves/canary/manifest': 200, '/v1/waves/canary/survey': 200,
      '/v1/waves/canary/board': 200, '/receipt/canary': 200, '/w/canary': 410 })) {
      const answer = await fetch(server.url + address);
      assert.equal(answer.status, status, address);
      assert.deepEqual(found(Buffer.from(await answer.arrayBuffer()), wanted), [], address);
    }
  });

  await t.test('and the ballot was counted', () => {
    const verified = chorus(site.dir, ['board', 'verify', 'canary', '--receipt', receipt]);
    assert.equal(verified.status, 0, verified.stderr);
  });

  await t.test('after the purge', () => {
    chorusOk(site.dir, ['purge', 'canary', '--yes']);
    const left = filesUnder(path.join(site.dir, 'server'));
    assert.deepEqual(left.filter((name) => /ballots\.db|invites\.db|keys\/./.test(name)), []);
    searchServer('purged');
  });

  const { log } = await server.stop();
  await t.test('in files of the moment, which a crash would leave', () => {
    const ours = fs.readdirSync(temporary).filter((name) => !name.startsWith('chorus-'));
    assert.deepEqual(ours, []);
  });
  await t.test('in the log of the whole life of the server', () => {
    assert.ok(log.includes('READY'), 'the log was read');
    assert.deepEqual(found(Buffer.from(log), wanted), []);
    for (const word of ['127.0.0.1:0', 'Mozilla', 'POST', '/v1/issue']) {
      assert.ok(!log.includes(word), `the log holds ${word}`);
    }
  });
});
