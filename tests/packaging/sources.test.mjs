// What ships is made the same way twice, and says what it is made of.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, root, scratch } from '../system.mjs';

test('two builds of the browser bundle in different folders have the same bytes', () => {
  const made = ['one', 'a/longer/name/of/another'].map((name) => {
    const base = path.join(scratch(), name);
    fs.mkdirSync(base, { recursive: true });
    for (const part of ['src/client', 'scripts', 'package.json', 'package-lock.json', 'node_modules']) {
      fs.cpSync(path.join(root, part), path.join(base, part), { recursive: true, dereference: part !== 'node_modules',
        filter: (from) => !/node_modules\/(playwright-core|axe-core|jsqr)/.test(from) });
    }
    execFileSync(path.join(base, 'scripts/build-client'), [path.join(base, 'out')],
      { cwd: base, env: { ...process.env, TZ: `XXX${name.length}`, HOME: base } });
    return Object.fromEntries(fs.readdirSync(path.join(base, 'out')).map((file) =>
      [file, fs.readFileSync(path.join(base, 'out', file), 'hex')]));
  });
  assert.deepEqual(Object.keys(made[0]).sort(), ['receipt.js', 'survey.js', 'survey.words.json']);
  assert.deepEqual(made[0], made[1]);
  for (const file of Object.keys(made[0])) {
    assert.equal(fs.readFileSync(path.join(build, 'client', file), 'hex'), made[0][file], file);
  }
});

test('the bill of materials names what is bundled and what is loaded, the same twice', () => {
  const out = scratch();
  const [a, b] = ['a', 'b'].map((name) => {
    execFileSync(path.join(root, 'scripts/build-sbom'), [build, path.join(out, name)]);
    return fs.readFileSync(path.join(out, name), 'utf8');
  });
  assert.equal(a, b);
  const bom = JSON.parse(a);
  assert.equal(bom.bomFormat, 'CycloneDX');
  const names = bom.components.map((c) => c.name);
  const bundled = Object.keys(JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies);
  for (const name of [...bundled, 'libsodium23', 'libsqlite3-0', 'libc6']) assert.ok(names.includes(name), name);
  for (const name of ['esbuild', 'playwright-core']) assert.ok(!names.includes(name), name);
  assert.equal(new Set(bom.components.map((c) => c['bom-ref'])).size, bom.components.length);
});

test('the manual of the settings has every key, and of chorusd every option', () => {
  const folder = path.join(scratch(), 'x');
  execFileSync(path.join(build, 'chorus'), ['init', folder, '--institution', 'X']);
  const conf = fs.readFileSync(path.join(folder, 'chorus.conf'), 'utf8');
  const manual = (name) => fs.readFileSync(path.join(root, 'scripts/man', name), 'utf8');
  const keys = [...conf.matchAll(/^#([a-z_]+) = /gm)].map((m) => m[1]);
  assert.ok(keys.length > 10);
  for (const key of keys) assert.ok(manual('chorus.conf.5.scd').includes(`*${key}*`), key);
  const help = execFileSync(path.join(build, 'chorusd'), ['--help'], { encoding: 'utf8' });
  for (const [option] of help.matchAll(/--[a-z]+/g)) assert.ok(manual('chorusd.8.scd').includes(`*${option}*`), option);
});
