// The canary: one trainee with a known name, address, code and answers goes
// through a whole wave; then every file of the server, its log and every
// download are searched for them, at three moments.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { chorus, chorusOk, closeWave, institution, openWave, populate, root,
  serve, served, smallRoster } from '../system.mjs';

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
  return {
    person: ignoreCase(canary.person), email: ignoreCase(canary.email),
    'part of the email': ignoreCase('quillfeather'),
    code: ignoreCase(code), 'code without hyphens': ignoreCase(symbols),
    'code in hexadecimal': Buffer.from(raw.toString('hex')),
    'code as bytes': raw, 'code in base64': Buffer.from(raw.toString('base64url')),
    'answers as bytes': Buffer.from(row),
    'answers in hexadecimal': Buffer.from(Buffer.from(row).toString('hex')),
  };
}

function found(bytes, wanted) {
  // The exact bytes, and the text in lower case (needles are lower case).
  const lower = Buffer.from(bytes.toString('latin1').toLowerCase(), 'latin1');
  return Object.entries(wanted)
    .filter(([, needle]) => bytes.includes(needle) || lower.includes(needle))
    .map(([name]) => name);
}

test('nothing of a known trainee is where it does not belong', async (t) => {
  const people = [canary, ...smallRoster({ Medicine: { A: 11, B: 9 }, Surgery: { C: 10 } })];
  const site = institution(people);
  const server = await serve(site.dir);
  const { file, invites } = openWave(site, 'canary', server.url);
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

  const answersFile = path.join(site.base, 'answers.json');
  fs.writeFileSync(answersFile, JSON.stringify(answers));
  const said = chorusOk(site.dir, ['answer', mine.link, '--answers', answersFile]);
  const receipt = /chorus-receipt-v1\.\S+/.exec(said)[0];
  await t.test('while the wave is open', () => searchServer('open'));

  populate(file, ['--seed', '5', '--response', '80']);
  await t.test('after others have answered', () => searchServer('answered'));

  closeWave(site, 'canary');
  await served(server.url, 'canary', 'board');
  await t.test('after the close', () => searchServer('closed'));

  await t.test('in every download', async () => {
    for (const format of ['json', 'csv']) {
      const out = path.join(site.base, `release.${format}`);
      chorusOk(site.dir, ['release', 'export', 'canary', '--format', format, '--out', out]);
      assert.deepEqual(found(fs.readFileSync(out), wanted), [], format);
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

  const { log } = await server.stop();
  await t.test('in the log of the whole life of the server', () => {
    assert.ok(log.includes('READY'), 'the log was read');
    assert.deepEqual(found(Buffer.from(log), wanted), []);
    for (const word of ['127.0.0.1:0', 'Mozilla', 'POST', '/v1/issue']) {
      assert.ok(!log.includes(word), `the log holds ${word}`);
    }
  });
});
