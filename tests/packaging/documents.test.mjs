// What the documents name is there: files, commands with their options, targets
// of make, settings; and every row of SECURITY.md's table names its test.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, root, scratch } from '../system.mjs';

const files = fs.readdirSync(root, { withFileTypes: true }).flatMap((one) => {
  if (one.isFile()) return [one.name];
  if (!['src', 'tests', 'scripts', 'surveys', 'templates', 'docs'].includes(one.name)) return [];
  return fs.readdirSync(path.join(root, one.name), { recursive: true }).map((name) => `${one.name}/${name}`);
}).filter((name) => !name.includes('node_modules/'));
const documents = files.filter((name) => name.endsWith('.md'));
const read = (name) => fs.readFileSync(path.join(root, name), 'utf8');
const help = (program, args) => execFileSync(path.join(build, program), [...args, '--help'], { encoding: 'utf8' });

// "tests/unit/test_store_*" is any of them; a folder is there when a file in it is.
const isThere = (name) => {
  const pattern = new RegExp(`^${name.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*')}(/|$)`);
  return files.some((one) => pattern.test(one));
};

test('every file that a document links to or names is there', () => {
  let links = 0;
  for (const name of documents) {
    for (const [, to] of read(name).matchAll(/\]\(([^)#:]+)\)/g)) {
      assert.ok(isThere(path.join(path.dirname(name), to)), `${name} links to ${to}`);
      links++;
    }
    for (const [, to] of read(name).matchAll(/`((?:src|tests|scripts|surveys|docs)\/[^`\s]+)`/g)) {
      if (/[A-Z]{3}|[<>{}]/.test(path.basename(to)) && !/README|LAYERS|PROTOCOL|RELEASE/.test(to)) continue; // NAME.c
      assert.ok(isThere(to.replace(/[/:]$/, '')), `${name} names ${to}`);
    }
  }
  assert.ok(links > 10);
});

test('the README says what every folder of the sources and of the tests is', () => {
  const table = read('README.md').split('## How it is built')[1].split('## Configuration')[0];
  const folders = (name) => fs.readdirSync(path.join(root, name), { withFileTypes: true })
    .filter((one) => one.isDirectory()).map((one) => one.name);
  for (const room of folders('src')) assert.ok(table.includes(`\`src/${room}\``), `src/${room}`);
  const tests = table.split('| `tests/` |')[1];
  for (const folder of folders('tests').filter((one) => one !== 'data'))
    assert.ok(tests.includes(`\`${folder}\``), `tests/${folder}`);
});

test('each attacker of SECURITY.md has means, what holds, and a test that is there', () => {
  const [head, , ...rows] = read('SECURITY.md').split('\n').filter((line) => line.startsWith('|'));
  assert.equal(head, '| attacker | means | what holds | test |');
  assert.ok(rows.length > 20);
  for (const row of rows) {
    const cells = row.split('|').slice(1, -1).map((cell) => cell.trim());
    assert.equal(cells.length, 4, row);
    assert.ok(cells.every(Boolean), row);
    // `tests/mail/mail.test.mjs`, `exim.test.mjs`: the second is beside the first
    let folder = '';
    const named = [...cells[3].matchAll(/`([^`]+)`/g)].map(([, one]) => {
      const whole = one.startsWith('tests/') ? one : path.join(folder, one);
      if (one.startsWith('tests/')) folder = path.dirname(one);
      return whole;
    });
    assert.ok(named.length > 0, row);
    for (const one of named) assert.ok(isThere(one), `${one} of: ${row}`);
  }
});

test('every command that a document shows is one, with these options', () => {
  const commands = help('chorus', []).split('Commands\n')[1].split('\n\n')[0].split('\n')
    .map((line) => line.trim().split(/ {2,}/)[0]);
  const names = new Set(commands.map((line) => line.split(' ').filter((word) => /^[a-z-]+$/.test(word)).join(' ')));
  const helps = new Map();
  let shown = 0;
  for (const name of ['README.md', 'SECURITY.md', 'docs/operators-guide.md', 'tests/bench/README.md']) {
    const text = read(name);
    const lines = [...text.matchAll(/```\n([^]*?)```/g)].flatMap(([, block]) => block.split('\n'))
      .concat([...text.replace(/```[^]*?```/g, '').matchAll(/`([^`]+)`/g)].map(([, code]) => code));
    for (const one of lines.flatMap((line) => line.split(/ +# | && /)).map((line) => line.trim())) {
      if (!/^chorus [a-z]/.test(one)) continue;
      for (const each of alternatives(one.replace(/^chorus /, ''))) {
        const words = each.split(' ');
        const command = [words.slice(0, 2).join(' '), words[0]].find((some) => names.has(some));
        assert.ok(command, `${name}: chorus ${each}`);
        if (!helps.has(command)) helps.set(command, help('chorus', command.split(' ')));
        for (const [option] of each.matchAll(/--[a-z-]+/g))
          assert.ok(helps.get(command).includes(option) || /^--(json|help)$/.test(option), `${name}: chorus ${each}`);
        shown++;
      }
    }
  }
  assert.ok(shown > 40, shown);
});

// "release compare|trend" is two commands; "user" alone stands for all of them.
function alternatives(text) {
  const [first, second = ''] = text.split(' ');
  if (/^[a-z-]+(\|[a-z-]+)+$/.test(second))
    return second.split('|').map((one) => [first, one, ...text.split(' ').slice(2)].join(' '));
  return text === 'user' ? ['user list'] : [text];
}

test('every target of make that a document names is one', () => {
  const makefile = read('Makefile');
  for (const name of documents) {
    for (const [, target] of read(name).matchAll(/(?:`|^|&& |; )make ([a-z-]+)/gm))
      assert.match(makefile, new RegExp(`^${target}:`, 'm'), `${name}: make ${target}`);
  }
});

test('the README has every setting of chorus.conf, and no other', () => {
  const folder = path.join(scratch(), 'x');
  execFileSync(path.join(build, 'chorus'), ['init', folder, '--institution', 'X']);
  const conf = fs.readFileSync(path.join(folder, 'chorus.conf'), 'utf8');
  const keys = [...conf.matchAll(/^#?([a-z_]+) = /gm)].map(([, key]) => key).sort();
  const said = read('README.md').split('## Configuration\n')[1].split('. What letters')[0];
  const named = [...said.matchAll(/`([a-z_]+)`/g)].map(([, key]) => key).sort();
  assert.deepEqual(named, keys);
});

test('the numbers that a document gives are those of the sources', () => {
  const number = (text) => Number(text.replaceAll(',', ''));
  for (const [document, said, source, written, factor = 1] of [
    ['README.md', /a request must be whole within (\d+) seconds/, 'src/http/daemon.c', /DEFAULT_REQUEST_SEC (\d+)u/],
    ['SECURITY.md', /a whole request has (\d+) seconds/, 'src/http/daemon.c', /DEFAULT_REQUEST_SEC (\d+)u/],
    ['SECURITY.md', /all bodies together (\d+) MiB/, 'src/http/daemon.c', /DEFAULT_BODIES_MAX +\((\d+)u << 20\)/],
    ['README.md', /takes up to ([\d,]+) connections/, 'src/http/daemon.c', /DEFAULT_CONNECTIONS (\d+)u/],
    ['README.md', /`LimitNOFILE` \((\d+)\)/, 'scripts/systemd/chorusd.service', /^LimitNOFILE=(\d+)$/m],
    ['README.md', /one address asks \(([\d,]+) at\s+once/, 'src/http/rate.c', /RATE_REQUEST\] = \{\.burst = (\d+)/],
    ['README.md', /once, (\d+) a second: a campus/, 'src/http/rate.c', /RATE_REQUEST\] = .*per_min = (\d+)\}/, 60],
    ['SECURITY.md', /asks more than (\d+) times a second/, 'src/http/rate.c', /RATE_REQUEST\] = .*per_min = (\d+)\}/, 60],
    ['README.md', /under a secret that is thrown away every (ten) minutes/, 'src/http/rate.c', /SECRET_MSEC +\((\d+) \* 60 \* 1000\)/],
    ['SECURITY.md', /whose secret lives (ten) minutes/, 'src/http/rate.c', /SECRET_MSEC +\((\d+) \* 60 \* 1000\)/],
    ['SECURITY.md', /Argon2id, and (five) tries, then/, 'src/http/rate.c', /RATE_LOGIN\] = \{\.burst = (\d+)/],
    ['SECURITY.md', /tries, then (three) a minute/, 'src/http/rate.c', /RATE_LOGIN\] = .*per_min = (\d+)\}/],
    ['README.md', /nobody has verified for (\d+) days/, 'src/survey/resources.h', /SURVEY_RESOURCE_STALE_DAYS +(\d+)/],
    ['templates/login.tpl', /logged out after (\d+) minutes/, 'src/staff/sessions.h', /SESSIONS_IDLE_SEC +\((\d+) \* 60\)/],
    ['tests/faults/README.md', /the system has (\d+) MiB for it/, 'src/report/drawing.c', /ROOM_BYTES \((\d+)u << 20\)/],
  ]) {
    const words = { ten: 10, five: 5, three: 3 };
    const claim = said.exec(read(document));
    const truth = written.exec(read(source));
    assert.ok(claim, `${document}: ${said}`);
    assert.ok(truth, `${source}: ${written}`);
    assert.equal((words[claim[1]] ?? number(claim[1])) * factor, number(truth[1]), `${document}: ${claim[0]}`);
  }
});
