// Makes the example of the schema that the present programs write, in a folder
// of its number: node tests/data/schemas/make.mjs
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build, chorusOk, closeWave, institution, populate, root, scratch, serve, served, smallRoster }
  from '../../system.mjs';

const survey = path.join(root, 'tests/data/surveys/small.json');
const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');
const sqlite = (file, input) => execFileSync('sqlite3', [file], { input, encoding: 'utf8', maxBuffer: 1 << 28 });

// Programs beside a bundle of one line: the real one would be most of the example.
const base = scratch('example');
fs.mkdirSync(path.join(base, 'build/client'), { recursive: true });
for (const name of ['chorus', 'chorusd', 'chorus-audit']) {
  fs.copyFileSync(path.join(build, name), path.join(base, 'build', name));
}
fs.cpSync(path.join(build, 'client'), path.join(base, 'build/client'), { recursive: true });
const words = '{}';
fs.writeFileSync(path.join(base, 'build/client/survey.words.json'), words);
fs.writeFileSync(path.join(base, 'build/client/survey.js'), `"use strict";\n// ${sha256(words)}\n`);
for (const name of ['templates', 'surveys']) fs.cpSync(path.join(root, name), path.join(base, name), { recursive: true });
const program = (name) => path.join(base, 'build', name);

const place = institution(smallRoster({ Medicine: { A: 9 }, Surgery: { D: 8 } }), { name: 'Harbor City GME' });
const { dir } = place;
const own = (args) => execFileSync(program('chorus'), ['-d', dir, ...args], { encoding: 'utf8' });
process.env.CHORUSD = program('chorusd');
const server = await serve(dir);

async function answered(wave, args = []) {
  own(['wave', 'open', wave, '--survey', survey, '--closes', '2099-12-31', '--yes', '--passphrase-file',
    place.passphraseFile]);
  const file = path.join(place.base, `${wave}.csv`);
  own(['invite', wave, '--out', file, '--base', server.url]);
  await served(server.url, wave);
  populate(file, ['--response', '88', ...args]);
}
await answered('closed');
closeWave(place, 'closed');
const receipts = path.join(place.base, 'receipts');
await answered('open', ['--receipts', receipts]);
const password = path.join(place.base, 'password');
fs.writeFileSync(password, 'a password of an example\n');
own(['user', 'add', 'ana', '--role', 'subcommittee', '--password-file', password]);
const release = path.join(place.base, 'release.json');
chorusOk(dir, ['release', 'export', 'closed', '--format', 'json', '--out', release]);
await server.stop();

const pragma = (file, name) => sqlite(file, `PRAGMA ${name};`).trim();
const site = path.join(dir, 'server/site.db');
const out = path.join(root, 'tests/data/schemas', pragma(site, 'user_version'));
fs.mkdirSync(out);
const dump = (from, to) => {
  const file = path.join(dir, from);
  const head = ['application_id', 'user_version'].map((name) => `PRAGMA ${name} = ${pragma(file, name)};\n`);
  fs.writeFileSync(path.join(out, to), head.join('') + sqlite(file, '.dump').replace(/^PRAGMA foreign_keys=OFF;\n/, ''));
};
dump('server/site.db', 'site.sql');
dump('office/people.db', 'people.sql');
for (const wave of ['closed', 'open']) {
  for (const kind of ['ballots', 'invites']) dump(`server/${wave}.${kind}.db`, `${wave}.${kind}.sql`);
  fs.copyFileSync(path.join(dir, `office/${wave}.seal`), path.join(out, `${wave}.seal`));
}
for (const key of ['poprf', 'board']) fs.copyFileSync(path.join(dir, `server/keys/open.${key}`), path.join(out, `open.${key}`));
fs.copyFileSync(receipts, path.join(out, 'receipts'));
fs.writeFileSync(path.join(out, 'release.sha256'),
  `${sha256(fs.readFileSync(release))}\n`);
console.log(`made ${path.relative(root, out)}`);
