// The auditor as a program, scripts/recompute, and that nothing is published
// which the auditor has not passed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { build, chorusOk, closeWave, institution, openWave, populate, root, scratch, serve,
  smallRoster } from '../system.mjs';

process.setMaxListeners(100);
const survey = path.join(root, 'surveys/gme-core.json');
const people = smallRoster({ Medicine: { A: 40, B: 12, C: 9, E: 9 }, Surgery: { D: 30 } });

function run(program, args) {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(done.error, undefined);
  return done;
}
// Runs chorus-audit: {status, verdict, findings, coverage}.
function audit(...args) {
  const done = run(path.join(build, 'chorus-audit'), args);
  return { status: done.status, stderr: done.stderr, ...JSON.parse(done.stdout || '{}') };
}

// A wave with answers, not closed yet.
async function answered(t) {
  const place = institution(people);
  const server = await serve(place.dir);
  t.after(() => server.stop('SIGKILL'));
  const { file } = openWave(place, 'w', server.url);
  for (;;) {
    if ((await fetch(`${server.url}/v1/waves/w/manifest`)).status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  populate(file, ['--response', '90', '--seed', '5']);
  await server.stop();
  return place;
}

test('a release that was made is audited and recomputed', async (t) => {
  const place = await answered(t);
  closeWave(place, 'w');
  const file = path.join(place.base, 'w.json');
  const csv = path.join(place.base, 'w.csv');
  const changed = path.join(place.base, 'changed');
  chorusOk(place.dir, ['release', 'export', 'w', '--format', 'json', '--out', file]);
  chorusOk(place.dir, ['release', 'export', 'w', '--format', 'csv', '--out', csv]);
  const text = fs.readFileSync(file, 'utf8');
  const change = (from, to) => {
    assert.notEqual(text.replace(from, to), text);
    fs.writeFileSync(changed, text.replace(from, to));
    return changed;
  };

  await t.test('it passes, with every check run', () => {
    const all = audit(file, '--survey', survey, '--csv', csv);
    assert.equal(all.status, 0, JSON.stringify(all));
    assert.equal(all.verdict, 'pass');
    assert.deepEqual(all.findings, []);
    for (const check of ['structure', 'scales', 'recompute', 'areas', 'coding', 'worlds', 'across', 'text']) {
      assert.equal(all.coverage[check].state, 'ran', check);
      assert.ok(all.coverage[check].looked_at > 0, check);
    }
    assert.match(chorusOk(place.dir, ['release', 'verify', 'w']), /made every check and found nothing/);
  });
  await t.test('a check that could not run is no pass', () => {
    const without = audit(file);
    assert.equal(without.status, 2);
    assert.equal(without.verdict, 'incomplete');
    assert.deepEqual(without.findings, []);
    assert.deepEqual(Object.entries(without.coverage).filter(([, c]) => c.state === 'could not run')
      .map(([name]) => name), ['scales', 'areas']);
    assert.equal(audit(file, '--survey', csv).status, 2, 'not a survey');
  });
  await t.test('another survey is found', () => {
    const other = audit(file, '--survey', path.join(root, 'surveys/gme-extended.json'));
    assert.equal(other.status, 1);
    assert.ok(other.findings.some((f) => f.check === 'scales.survey-sha256'));
  });
  await t.test('a number that only the table has is found', () => {
    const table = fs.readFileSync(csv, 'utf8');
    const lines = table.split('\r\n');
    const at = lines.findIndex((line) => line.startsWith('unit:A,') && line.includes(',yes,'));
    const cells = lines[at].split(',');
    const mean = lines[0].split(',').indexOf('mean');
    cells[mean] = '12.5';
    fs.writeFileSync(changed, [...lines.slice(0, at), cells.join(','), ...lines.slice(at + 1)].join('\r\n'));
    const found = audit(file, '--survey', survey, '--csv', changed);
    assert.equal(found.status, 1);
    assert.deepEqual(found.findings.map((f) => [f.check, f.group, f.value]), [['text.mean', 'unit:A', '12.5']]);
    fs.writeFileSync(changed, `${lines[0].replace('precision', 'spread')}\r\n` +
      `${lines.find((l) => l.startsWith('unit:A,')).replace(/,(low)?,([^,]*,[^,]*,w,)/, ',17,$2')}\r\n`);
    assert.equal(audit(file, '--survey', survey, '--csv', changed).findings[0]?.check, 'text.number');
  });
  await t.test('a second release of the wave is found, the same one is not', () => {
    assert.equal(audit(file, '--survey', survey, file).status, 0);
    const second = audit(file, '--survey', survey, change(/"spoiled":0/, '"spoiled":1'));
    assert.equal(second.status, 1);
    assert.ok(second.findings.some((f) => f.check === 'across.second-release'));
  });
  await t.test('what is no release is told, not believed', () => {
    for (const [what, check] of [['', 'json'], ['[]', 'form'], ['{}', 'form'], [text.slice(1), 'json'],
      [`${text}\n`, 'canonical'], [text.replace('"n":', '"n":-'), 'form'],
      [text.replace('"level":"unit"', '"level":"person"'), 'form'],
      [text.replace(',"wave":', ',"trustees":[{"n":0,"sig":"AA"}],"wave":'), 'form'],
      [text.replace(',"wave":', ',"trustees":[{"n":1,"name":"x"}],"wave":'), 'extra-key']]) {
      fs.writeFileSync(changed, what);
      const found = audit(changed, '--survey', survey);
      assert.equal(found.status, 1, what.slice(0, 40));
      assert.ok(found.findings.some((f) => f.check === `structure.${check}`), JSON.stringify(found.findings[0]));
    }
  });
  await t.test('who opened is no figure, and no finding', () => {
    const sig = `"sig":"${'A'.repeat(86)}"`;
    assert.equal(audit(change(',"wave":', `,"trustees":[{"n":1,${sig}},{"n":3,${sig}}],"wave":`),
      '--survey', survey).status, 0);
    assert.equal(audit(change(',"wave":', `,"trustees":[{"n":3,${sig}},{"n":1,${sig}}],"wave":`),
      '--survey', survey).status, 1);
  });
  await t.test('wrong calls end with 2 and one line', () => {
    for (const args of [[], ['/nonexistent.json'], [file, '--survey'], [file, '--loud']]) {
      const wrong = audit(...args);
      assert.equal(wrong.status, 2);
      assert.match(wrong.stderr, /^chorus-audit: [^\n]+\n$/);
    }
    assert.match(run(path.join(build, 'chorus-audit'), ['--help']).stdout, /--survey FILE/);
  });
  await t.test('a stranger recomputes it with a short script', () => {
    const script = path.join(root, 'scripts/recompute');
    assert.ok(fs.readFileSync(script, 'utf8').split('\n').length <= 101);
    const good = run(script, [file, survey]);
    assert.equal(good.status, 0, good.stdout);
    assert.match(good.stdout, /every number comes out of the leaves/);
    const release = JSON.parse(text);
    const dept = release.groups.find((g) => g.level === 'department');
    dept.scales.cbi_work.mean = '1';
    dept.areas = { ...dept.areas, mentorship: '2' };
    release.groups[0].n += 1;
    fs.writeFileSync(changed, JSON.stringify(release));
    const bad = run(script, [changed, survey]);
    assert.equal(bad.status, 1);
    assert.deepEqual(bad.stdout.trim().split('\n').map((l) => l.split(':').slice(0, -1).join(':').replace(/: .*/, '')),
      ['inst n', `${dept.id} cbi_work mean`, `${dept.id} area mentorship`]);
  });
});

test('nothing is published that no auditor has passed', async (t) => {
  const place = await answered(t);
  const bin = scratch('chorus-bin');
  const chorus = path.join(bin, 'chorus');
  const auditor = path.join(bin, 'chorus-audit');
  const secret = ['--passphrase-file', place.passphraseFile];
  fs.copyFileSync(path.join(build, 'chorus'), chorus);
  const close = () => run(chorus, ['-d', place.dir, 'wave', 'close', 'w', '--early', ...secret]);
  const stillOpen = () => {
    const [wave] = JSON.parse(chorusOk(place.dir, ['wave', 'list', '--json']));
    assert.equal(wave.state, 'open');
    for (const check of JSON.parse(chorusOk(place.dir, ['wave', 'verify', 'w', '--json']))) {
      assert.ok(check.ok, JSON.stringify(check));
    }
    const left = fs.readdirSync(path.join(place.dir, 'office'));
    assert.ok(!left.some((name) => /audit|release/.test(name)), left.join());
  };
  const script = (text) => fs.writeFileSync(auditor, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const refusal = (pattern) => {
    const done = close();
    assert.equal(done.status, 1, done.stdout);
    assert.match(done.stderr, /^[^\n]+\n$/);
    assert.match(done.stderr, pattern);
    stillOpen();
  };

  await t.test('without an auditor', () => refusal(/no chorus-audit beside chorus.*install it/));
  await t.test('when it finds something', () => {
    script(`echo '{"verdict":"findings","findings":[{"check":"coding.floor","group":"unit:A",
      "scale":"cbi_work","value":"secret 47"}]}'; exit 1`);
    refusal(/found 1 things.*coding\.floor in unit:A, scale cbi_work; nothing was published/);
    assert.doesNotMatch(close().stderr, /secret/);
  });
  await t.test('when it could not check', () => {
    script(`echo '{"verdict":"incomplete","findings":[]}'; exit 2`);
    refusal(/could not make every check/);
  });
  await t.test('when it dies, is silent, or says one thing and does another', () => {
    for (const text of ['kill -9 $$', 'exit 0', 'exit 1', `echo '{"verdict":"pass"}'; exit 1`,
      `echo '{"verdict":"findings","findings":[]}'; exit 0`]) {
      script(text);
      refusal(/without a verdict.*open as before/);
    }
  });
  await t.test('and it gets the release and the survey, whole', () => {
    const kept = path.join(bin, 'kept');
    script(`cat "$1" > ${kept}.json; cat "$3" > ${kept}.survey; exit 3`);
    refusal(/without a verdict/);
    assert.equal(audit(`${kept}.json`, '--survey', `${kept}.survey`).status, 0);
    assert.equal(fs.readFileSync(`${kept}.survey`, 'utf8'), fs.readFileSync(survey, 'utf8'));
  });
  await t.test('with the real one it closes', () => {
    fs.copyFileSync(path.join(build, 'chorus-audit'), auditor);
    const done = close();
    assert.equal(done.status, 0, done.stderr);
    assert.match(done.stdout, /is closed/);
  });
});
