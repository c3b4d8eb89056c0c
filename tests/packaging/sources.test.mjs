// What ships is made the same way twice, and says what it is made of.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
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

test('what is compiled does not depend on the folder of the sources', () => {
  const [a, b] = ['one', 'a/longer/name'].map((name) => {
    const base = path.join(scratch(), name);
    fs.mkdirSync(base, { recursive: true });
    for (const part of ['Makefile', 'src/base']) fs.cpSync(path.join(root, part), path.join(base, part), { recursive: true });
    execFileSync('make', ['-s', '-C', base, 'B=build', 'build/obj/base/encode.o', 'build/obj/base/err.o'],
      { env: { ...process.env, MAKEFLAGS: '' }, stdio: 'pipe' });
    return ['encode.o', 'err.o'].map((file) => fs.readFileSync(path.join(base, 'build/obj/base', file)));
  });
  assert.deepEqual(a, b);
  assert.ok(a[0].includes('.debug_info'), 'with what debuggers need');
});

// The package of each library that dpkg knows; /lib is /usr/lib since they were merged.
function packageOfLibraries() {
  const info = '/var/lib/dpkg/info';
  return new Map(fs.readdirSync(info).filter((name) => name.endsWith('.list')).flatMap((name) =>
    fs.readFileSync(path.join(info, name), 'utf8').split('\n').filter((line) => line.includes('.so'))
      .map((line) => [line.replace(/^\/lib/, '/usr/lib'), name.replace(/(:[a-z0-9]+)?\.list$/, '')])));
}

// The npm packages from which the bundler takes a file for these scripts.
async function packagesOf(scripts) {
  const esbuild = createRequire(path.join(root, 'package.json'))('esbuild');
  const { metafile } = await esbuild.build({ absWorkingDir: root, entryPoints: scripts.map((s) => `src/client/${s}.js`),
    bundle: true, write: false, outdir: 'out', metafile: true, external: ['words:bundle'], target: 'es2022' });
  return [...new Set(Object.keys(metafile.inputs)
    .map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean))];
}

test('the bill of materials names what is bundled and what is loaded, the same twice', async () => {
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
  for (const name of ['esbuild', 'playwright-core', '@noble/curves']) assert.ok(!names.includes(name), name);
  assert.equal(new Set(bom.components.map((c) => c['bom-ref'])).size, bom.components.length);
  // What the loader itself says it maps is of a package that is named.
  const owners = packageOfLibraries();
  for (const program of ['chorus', 'chorusd', 'chorus-audit']) {
    const loaded = execFileSync(path.join(build, program), ['--version'],
      { encoding: 'utf8', env: { ...process.env, LD_TRACE_LOADED_OBJECTS: '1' } });
    const files = [...loaded.matchAll(/(\/\S+) \(0x/g)].map(([, file]) => fs.realpathSync(file));
    assert.ok(files.length > 3, loaded);
    for (const file of files) {
      assert.ok(owners.has(file), file);
      assert.ok(names.includes(owners.get(file)), `${program}: ${file}`);
    }
  }
  // And what the bundler packs is what package.json says it does.
  assert.deepEqual((await packagesOf(['survey', 'receipt'])).sort(), bundled.sort());
});

const manual = (name) => fs.readFileSync(path.join(root, 'scripts/man', name), 'utf8');

test('the manual of the settings has every key, and no other', () => {
  const folder = path.join(scratch(), 'x');
  execFileSync(path.join(build, 'chorus'), ['init', folder, '--institution', 'X']);
  const conf = fs.readFileSync(path.join(folder, 'chorus.conf'), 'utf8');
  const keys = [...conf.matchAll(/^#?([a-z_]+) = /gm)].map((m) => m[1]);
  assert.ok(keys.length > 10);
  const named = [...manual('chorus.conf.5.scd').matchAll(/^\*[a-z_*, ]+$/gm)]
    .flatMap(([line]) => [...line.matchAll(/\*([a-z_]+)\*/g)].map((m) => m[1]));
  assert.deepEqual(named.sort(), keys.sort());
});

for (const [program, page] of [['chorusd', 'chorusd.8.scd'], ['chorus-audit', 'chorus-audit.1.scd']]) {
  test(`the manual of ${program} has every option, and no other`, () => {
    const options = (text) => [...new Set([...text.matchAll(/--[a-z]+/g)].map(([option]) => option))]
      .filter((option) => option !== '--help').sort();
    const help = options(execFileSync(path.join(build, program), ['--help'], { encoding: 'utf8' }));
    assert.ok(help.length > 2);
    assert.deepEqual(options(manual(page)), help);
  });
}

test('chorus(1) has every command', { skip: !fs.existsSync('/usr/bin/scdoc') && 'scdoc is not installed' }, () => {
  const out = scratch();
  execFileSync(path.join(root, 'scripts/build-man'), [path.join(build, 'chorus'), out]);
  const page = fs.readFileSync(path.join(out, 'chorus.1'), 'utf8').replaceAll('\\&', '');
  const help = execFileSync(path.join(build, 'chorus'), ['--help'], { encoding: 'utf8' });
  const commands = help.split('Commands\n')[1].split('\n\n')[0].split('\n').map((line) => line.trim().split(/ {2,}/)[0]);
  assert.ok(commands.length > 40);
  for (const command of commands) assert.ok(page.includes(`\\fB${command}\\fR`), command);
});
