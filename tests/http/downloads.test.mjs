// The champion's summary and every download, each read by a program that is not
// ours: a figure is the release's, to the last digit, wherever it stands.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { chorus, chorusOk, closeWave, institution, openWave, populate, readCsv, root, serve, served,
  smallRoster } from '../system.mjs';
import { as, login } from './client.mjs';

// A name that a spreadsheet would run, and one that breaks lines and quotes.
const names = { B: '=HYPERLINK("http://example.org","B")', E: 'Surgery, "general" & <other>' };
const people = smallRoster({ Medicine: { A: 34, B: 12, C: 4, D: 5 }, Surgery: { E: 21, F: 9, G: 9 } })
  .map((p) => ({ ...p, program: names[p.program_id] ?? p.program }));
const site = institution(people, { name: 'Harbor & City GME' });
const server = await serve(site.dir);
const { url } = server;
after(() => server.stop());

// All of A, B, C, D and E answer, two of F and three of G: these two are shown
// together, as other programs of their department.
async function wave(name) {
  const { file } = openWave(site, name, url);
  await served(url, name);
  const some = `${file}.some`;
  fs.writeFileSync(some, fs.readFileSync(file, 'utf8').split('\n')
    .filter((line) => !/^(F-[3-9]|G-[4-9]),/.test(line)).join('\n'));
  populate(some, ['--response', '100', '--seed', name.slice(1)]);
  closeWave(site, name);
  await served(url, name, 'board');
}
await wave('w1');
await wave('w2');

const password = 'a password for these tests';
const passwordFile = path.join(site.base, 'password');
fs.writeFileSync(passwordFile, `${password}\n`);
const session = {};
for (const [name, ...args] of [
  ['committee', '--role', 'subcommittee'],
  ['office', '--role', 'office'],
  ['champion-a', '--role', 'champion', '--program', 'A'],
  ['champion-c', '--role', 'champion', '--program', 'C'],
  ['champion-f', '--role', 'champion', '--program', 'F'],
]) {
  chorusOk(site.dir, ['user', 'add', name, ...args, '--password-file', passwordFile]);
  session[name] = (await login(url, name, password)).session;
}

const get = async (who, address) => {
  const answer = await as(url, session[who], address);
  assert.equal(answer.status, 200, address);
  return answer;
};
const save = (name, answer) => {
  const file = path.join(site.base, name);
  fs.writeFileSync(file, answer.body);
  return file;
};
const run = (program, args) => {
  const made = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(made.status, 0, `${program} ${args.join(' ')}: ${made.stderr}`);
  return made.stdout;
};
// The sheets of a workbook: cells as openpyxl has them, with the digits that
// their format shows.
const workbook = (file) => JSON.parse(run('/usr/bin/python3', ['-c', `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
def cell(c):
    text = '' if c.value is None else ('%.1f' % c.value if c.number_format == '0.0' else str(c.value))
    return [text, c.data_type]
print(json.dumps({s.title: [[cell(c) for c in row] for row in s.rows] for s in book}))
`, file]));

const survey = JSON.parse(fs.readFileSync(path.join(root, 'surveys/gme-core.json'), 'utf8'));
const release = JSON.parse((await get('committee', '/results/w2.json')).text);
const group = (id) => release.groups.find((g) => g.id === id);
const merged = release.groups.find((g) => g.id.startsWith('unit:S-')).id.slice(5);
const units = release.groups.filter((g) => g.level === 'unit').map((g) => g.id.slice(5));
const hash = (await get('committee', '/unit/A/w2')).text.match(/mono">([0-9a-f]{64})/)[1];
// Wellness days are told in days, 0 to 4.
const daysOf = (points) => (Math.round(Number(points) * 4 / 10) / 10).toFixed(1);
const shownAs = (value) => value.replace('>=', '≥').replace('<=', '≤').replace('~', 'about ');
const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  .replaceAll('"', '&quot;').replaceAll("'", '&#39;');

// The groups that a unit's files show beside it, in order.
function columnsOf(unit) {
  const own = group(`unit:${unit}`);
  const pool = release.groups.find((g) => g.members?.includes(own.id));
  return [own, pool, group(own.parent), group('inst')].filter((g) => g !== undefined);
}
// A figure as people read it, as a pattern: days in days.
function figure(g, scale) {
  const f = g.scales?.[scale.id];
  if (f === undefined) return 'not shown';
  const shown = scale.id === 'wellness_days' ? shownAs(f.mean).replace(/[\d.]+/, daysOf) : shownAs(f.mean);
  return `${quoted(shown)}${f.n < 30 ? ' °' : ''}`;
}
const area = (g, id) => {
  const value = g.areas?.[id];
  return value === undefined ? 'not shown' : `${quoted(shownAs(value))}${g.n < 30 ? ' °' : ''}`;
};

// All that a unit's readers get, in each format.
async function filesOf(unit) {
  return {
    unit,
    columns: columnsOf(unit),
    page: (await get('committee', `/unit/${unit}/w2`)).text,
    csv: readCsv((await get('committee', `/unit/${unit}/w2.csv`)).text),
    sheet: workbook(save(`${unit}.xlsx`, await get('committee', `/unit/${unit}/w2.xlsx`))).Figures,
    paper: run('pdftotext', ['-layout', save(`${unit}.pdf`, await get('committee', `/unit/${unit}/w2.pdf`)), '-']),
  };
}

// What the release has for a row of CSV and XLSX.
function expectedOf(row) {
  const g = group(row.group);
  const f = row.scale ? g.scales?.[row.scale] : undefined;
  const mean = row.scale ? f?.mean : g.areas?.[row.area];
  return { group: g.id, level: g.level, roster: String(g.roster), n: String(g.n ?? ''),
    mean: mean ?? '', valid: String(f?.n ?? ''), half_width: String(f?.half_width ?? ''),
    above: f?.above ?? '', above_n: String(f?.above === undefined ? '' : f.above_n ?? f.n) };
}

// Each format against the release, by itself: throws at the first figure that is another.
const formats = {
  CSV({ unit, columns, csv }) {
    assert.deepEqual([...new Set(csv.map((r) => r.group))], columns.map((g) => g.id), unit);
    for (const row of csv)
      for (const [column, text] of Object.entries(expectedOf(row)))
        assert.equal(row[column], text, `${unit} CSV ${row.group} ${row.scale}${row.area} ${column}`);
  },
  XLSX({ unit, csv, sheet }) {
    assert.equal(csv.length, sheet.length - 1);
    csv.forEach((row, i) => {
      const expected = expectedOf(row);
      sheet[0].forEach(([column], c) => {
        const [text, type] = sheet[i + 1][c];
        const wanted = expected[column] ?? row[column];
        assert.equal(text, wanted.replace(/^'/, ''), `${unit} XLSX ${column}`);
        const isNumber = expected[column] !== undefined && /^[\d.]+$/.test(wanted);
        assert.equal(type === 'n', isNumber || text === '', `${unit} XLSX ${column} ${text}: type ${type}`);
      });
    });
  },
  page({ unit, columns, page }) {
    const cellsOf = (title, all) => all.slice(all.lastIndexOf(`<th scope="row">${title}`)).split('</tr>')[0].split('<td').slice(1);
    for (const scale of survey.scales) {
      const cells = cellsOf(scale.title.en, page);
      columns.forEach((g, c) => {
        const f = g.scales?.[scale.id];
        const shown = f === undefined ? 'Not shown' : scale.id === 'wellness_days'
          ? `>${shownAs(f.mean).replace(/[\d.]+/, daysOf)}</b>` : `>${shownAs(f.mean)}</b>`;
        assert.ok(cells[c].includes(shown), `${unit} page ${g.id} ${scale.id}: ${shown} in ${cells[c]}`);
        if (f !== undefined) assert.ok(cells[c].includes(`n ${f.n}<`), `${unit} page ${g.id} ${scale.id} n`);
      });
    }
    const part = page.slice(page.indexOf('id="areas"'), page.indexOf('id="scales"'));
    for (const { id, title } of survey.areas) {
      const cells = cellsOf(title.en, part);
      columns.forEach((g, c) => {
        const shown = g.areas?.[id] === undefined ? 'Not shown' : `>${shownAs(g.areas[id])}</b>`;
        assert.ok(cells[c].includes(shown), `${unit} page ${g.id} ${id}: ${shown} in ${cells[c]}`);
      });
    }
  },
  PDF({ unit, columns, paper }) {
    for (const scale of survey.scales) {
      assert.match(paper, new RegExp(`^ *${quoted(scale.title.en)} +${columns.map((g) => figure(g, scale)).join(' +')} *$`, 'm'),
        `${unit} PDF ${scale.id}`);
    }
    for (const { id, title } of survey.areas) {
      const start = quoted(title.en.slice(0, 24));
      assert.match(paper, new RegExp(`^ *${start}.* ${columns.map((g) => area(g, id)).join(' +')} *$`, 'm'),
        `${unit} PDF ${id}`);
    }
  },
};

test('page, CSV, XLSX and PDF of every unit hold the release’s figures', async () => {
  for (const unit of units) {
    const files = await filesOf(unit);
    for (const compare of Object.values(formats)) compare(files);
  }
});

test('a single figure that were another in any format would be found', async () => {
  const files = await filesOf('A');
  const own = group('unit:A');
  const other = (value) => value.replace(/\d/, (digit) => (digit === '7' ? '3' : '7'));
  const differs = (holder, key, what) => {
    const was = holder[key];
    holder[key] = other(was);
    for (const [format, compare] of Object.entries(formats))
      assert.throws(() => compare(files), { name: 'AssertionError' }, `${format}: ${what} ${was}, not ${holder[key]}`);
    holder[key] = was;
  };
  for (const [id, f] of Object.entries(own.scales)) differs(f, 'mean', id);
  for (const id of Object.keys(own.areas)) differs(own.areas, id, id);
  for (const compare of Object.values(formats)) compare(files);
});

test('the whole release is the same in CSV, XLSX and PDF', async () => {
  const csv = readCsv((await get('office', '/results/w2.csv')).text);
  const book = workbook(save('w2.xlsx', await get('office', '/results/w2.xlsx')));
  assert.deepEqual(book.Figures.slice(1).map((r) => r.map(([text]) => text)),
    csv.map((r) => Object.values(r).map((text) => text.replace(/^'/, ''))));
  assert.ok(book.Notes.some(([name, text]) => name[0] === 'Release, SHA-256' && text[0] === hash));
  const paper = run('pdftotext', ['-layout', save('w2.pdf', await get('office', '/results/w2.pdf')), '-']);
  const outcomes = survey.scales.filter((s) => !survey.areas.some((a) => a.scales.includes(s.id)));
  for (const g of release.groups.filter((one) => one.n !== undefined)) {
    const start = `${quoted((g.level === 'institution' ? release.institution : g.name).slice(0, 12))}.*`;
    const row = (cells) => new RegExp(`^ *${start} ${g.n} of ${g.roster} +${cells.join(' +')} *$`, 'm');
    assert.match(paper, row(outcomes.map((s) => figure(g, s))), `${g.id}: outcomes`);
    assert.match(paper, row(survey.areas.map((a) => area(g, a.id))), `${g.id}: areas`);
  }
});

test('nothing in a spreadsheet is a formula', async () => {
  const csv = (await get('committee', '/unit/B/w2.csv')).text;
  assert.match(csv, /"'=HYPERLINK\(""http:\/\/example\.org"",""B""\)"/);
  const cells = Object.values(workbook(save('B.xlsx', await get('committee', '/unit/B/w2.xlsx')))).flat(2);
  assert.ok(cells.some(([text, type]) => text === names.B && type === 's'));
  for (const [text, type] of cells) assert.notEqual(type, 'f', text);
});

test('a PDF is whole: two pages, fonts inside, properties, and a foot that names its source', async () => {
  const file = save('A.pdf', await get('champion-a', '/unit/A/w2.pdf'));
  run('qpdf', ['--check', file]);
  const info = run('pdfinfo', [file]);
  assert.match(info, /^Title: +Program A, wave w2$/m);
  assert.match(info, /^Author: +Harbor & City GME$/m);
  assert.match(info, new RegExp(`^Subject: +.*${hash}$`, 'm'));
  assert.match(info, /^Pages: +2$/m);
  assert.match(info, new RegExp(`^CreationDate: +.*${release.closed.slice(0, 4)}`, 'm'));
  const fonts = run('pdffonts', [file]).trim().split('\n').slice(2);
  assert.ok(fonts.length > 0);
  for (const font of fonts) assert.match(font, /DejaVuSans.* yes +yes +yes +\d/);
  const pages = run('pdftotext', ['-layout', file, '-']).split('\f').slice(0, -1);
  pages.forEach((text, i) => {
    assert.match(text, new RegExp(`Page ${i + 1} of 2`));
    assert.match(text, new RegExp(`Release SHA-256 ${hash}`));
    assert.match(text, /wave w2, closed .* instrument gme-core 1\.0/);
  });
  assert.match(pages[0], /Work-related burnout: .*(rest of the institution|difference)/);
  run('qpdf', ['--check', save('w2.pdf', await get('committee', '/results/w2.pdf'))]);
});

test('a program without a row of its own gets the row it is counted in, and one sentence why', async () => {
  const reasons = (text) => [...text.matchAll(/notice-note"><p>([^<]*)</g)].map((m) => m[1]);
  const own = reasons((await get('champion-c', `/unit/${merged}/w2`)).text);
  assert.deepEqual(own.map((r) => r.split('. ').length), [1]);
  assert.match(own[0], /^Your program C \(4 people\) has no row of its own, because programs below 8 people/);
  const pooled = reasons((await get('champion-f', '/unit/F/w2')).text);
  assert.deepEqual(pooled.map((r) => r.split('. ').length), [1]);
  assert.match(pooled[0], /^Program F is counted in the row “Other programs in Surgery”, because fewer than 5/);
  const { n, scales } = release.groups.find((g) => g.level === 'pool');
  const paper = run('pdftotext', ['-layout', save('F.pdf', await get('champion-f', '/unit/F/w2.pdf')), '-']);
  assert.match(paper.replace(/\s+/g, ' '), /Program F is counted in the row “Other programs in Surgery”/);
  assert.match(paper, new RegExp(`n ${n}\\b`));
  assert.ok(paper.includes(shownAs(scales.cbi_work.mean)));
  assert.deepEqual(reasons((await get('champion-a', '/unit/A/w2')).text), []);
});

test('a trend begins with the second wave', async () => {
  const first = (await get('champion-a', '/unit/A/w1')).text;
  assert.match(first, /Work-related burnout: one wave so far/);
  const second = (await get('champion-a', '/unit/A/w2')).text;
  assert.match(second, /Work-related burnout: [\d.]+ points (higher|lower) than in w1 \(95 % interval/);
  assert.match(second, /id="trend-cbi-work-title"/);
});

test('charts come as pictures for slides, with n and the note', async () => {
  for (const name of ['rest', 'mean-cbi-work', 'trend-cbi-work']) {
    const svg = await get('champion-a', `/unit/A/w2/chart/${name}.svg`);
    assert.equal(svg.headers['content-type'], 'image/svg+xml');
    assert.match(svg.text, /Program A: 34 of 34 people answered \(100 %\)/);
    assert.match(svg.text, /95 % interval/);
    assert.ok(svg.text.includes(hash.slice(0, 16)));
    const png = await get('champion-a', `/unit/A/w2/chart/${name}.png`);
    assert.equal(png.headers['content-type'], 'image/png');
    assert.equal(png.body.subarray(1, 4).toString(), 'PNG');
    assert.equal(png.body.readUInt32BE(16), 1600);
  }
  const all = await get('office', '/results/w2/chart/mean-cbi-work.svg');
  assert.match(all.text, /Work-related burnout, by department/);
  assert.ok(all.text.includes(escaped('Harbor & City GME')));
  for (const address of ['/unit/A/w2/chart/nope.png', '/unit/A/w1/chart/trend-cbi-work.svg',
    '/results/w2/chart/nope.svg'])
    assert.equal((await as(url, session.committee, address)).status, 404, address);
});

test('what one may not see is not there in any format', async () => {
  for (const format of ['csv', 'xlsx', 'pdf', 'x'].map((f) => `.${f}`).concat('/chart/rest.png', '/chart/rest.svg'))
    assert.equal((await as(url, session['champion-c'], `/unit/A/w2${format}`)).status, 404, format);
  for (const format of ['.csv', '.xlsx', '.pdf', '.json', '/chart/mean-cbi-work.png'])
    assert.equal((await as(url, session['champion-a'], `/results/w2${format}`)).status, 403, format);
});

test('every download is in the log of exports', async () => {
  const { text } = await get('office', '/office');
  for (const [who, what, format] of [['champion-a', 'unit:A', 'pdf'], ['committee', 'unit:A', 'xlsx'],
    ['office', 'release', 'xlsx'], ['office', 'release', 'pdf'], ['champion-a', 'unit:A rest', 'png'],
    ['champion-a', 'unit:A rest', 'svg'], ['office', 'release mean-cbi-work', 'svg']])
    assert.ok(text.includes(`<td>${who}</td><td>w2</td><td>${what}</td><td>${format}</td>`), `${who} ${what} ${format}`);
});

test('the command line writes the same files, one or one for each unit', async () => {
  for (const format of ['csv', 'xlsx', 'pdf']) {
    const dir = path.join(site.base, `all-${format}`);
    const said = chorusOk(site.dir, ['release', 'export', 'w2', '--all-units', '--format', format, '--out', dir]);
    assert.equal(said, `${units.length} files in ${dir}\n`);
    assert.deepEqual(fs.readdirSync(dir).sort(), units.map((u) => `w2-${u}.${format}`).sort());
    for (const unit of units) {
      const web = await get('committee', `/unit/${unit}/w2.${format}`);
      assert.ok(fs.readFileSync(path.join(dir, `w2-${unit}.${format}`)).equals(web.body), `${unit}.${format}`);
    }
    const one = path.join(site.base, `one.${format}`);
    chorusOk(site.dir, ['release', 'export', 'w2', '--format', format, '--out', one]);
    assert.ok(fs.readFileSync(one).equals((await get('office', `/results/w2.${format}`)).body), format);
  }
  for (const [args, pattern] of [
    [['--all-units', '--format', 'json', '--out', 'x'], /whole signed file/],
    [['--all-units', '--unit', 'A', '--format', 'pdf', '--out', 'x'], /one of --unit and --all-units/],
    [['--all-units', '--format', 'pdf', '--out', '-'], /--out DIR/]]) {
    const refused = chorus(site.dir, ['release', 'export', 'w2', ...args]);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, pattern);
  }
});

test('the auditor finds no number in the workbook that the release does not hold', async () => {
  const file = path.join(site.base, 'w2.json');
  chorusOk(site.dir, ['release', 'export', 'w2', '--format', 'json', '--out', file]);
  const { Figures } = workbook(save('w2.xlsx', await get('office', '/results/w2.xlsx')));
  const table = path.join(site.base, 'from-xlsx.csv');
  const write = (rows) => fs.writeFileSync(table, rows.map((row) =>
    row.map(([text]) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\r\n'));
  const audit = () => spawnSync(path.join(root, process.env.B || 'build', 'chorus-audit'),
    [file, '--survey', path.join(root, 'surveys/gme-core.json'), '--csv', table], { encoding: 'utf8' });
  write(Figures);
  const clean = audit();
  assert.equal(clean.status, 0, clean.stdout);
  const at = Figures[0].findIndex(([name]) => name === 'mean');
  const changed = structuredClone(Figures);
  changed.find((row) => /^\d+$/.test(row[at][0]))[at][0] = '99';
  write(changed);
  assert.equal(audit().status, 1);
});
