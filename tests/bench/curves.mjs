// Curves: each step over the places of a wave, rule and auditor over units; a
// table and an SVG.
import fs from 'node:fs';
import path from 'node:path';
import { folder, lines } from './servers.mjs';

const STEPS = [
  ['create', 'files made', (s) => s.create / s.places],
  ['start', 'server starts', (s) => s.start / s.places],
  ['read', 'files read', (s) => s.read / s.places],
  ['issue', 'issue, stored', (s) => s.issueCpu / s.measured],
  ['redeem', 'redeem, stored', (s) => s.redeemCpu / s.measured],
  ['raw', 'SQLite alone', (s) => s.rawCpu / s.measured],
  ['list', 'listed for the board', (s) => s.listCpu / s.places],
  ['count', 'opened and counted', (s) => s.countCpu / s.places],
  ['alone', 'libsodium opening', (s) => s.aloneCpu / s.places],
  ['board', 'board stored', (s) => s.boardCpu / s.places],
  ['check', 'board checked', (s) => s.checkCpu / s.places],
  ['rule', 'release rule', (s) => s.ruleCpu / s.places],
  ['audit', 'auditor', (s) => s.auditCpu / s.places],
];

const pad = (rows) => {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((r) => String(r[i]).length)));
  return rows.map((r) => r.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i])
    : String(cell).padStart(widths[i]))).join('  ')).join('\n');
};

const us = (sec) => Number((sec * 1e6).toPrecision(3));
const people = (n) => n.toLocaleString('en-US');

function placesText(steps) {
  return pad([['CPU us a place', ...steps.map((s) => people(s.places))],
    ...STEPS.map(([, title, cost]) => [title, ...steps.map((s) => us(cost(s)))]),
    ['redeem / SQLite, by wall', ...steps.map((s) => (s.raw / s.redeem).toFixed(2))],
    ['redeem / SQLite, by CPU', ...steps.map((s) => (s.rawCpu / s.redeemCpu).toFixed(2))],
    ['count / libsodium, by wall', ...steps.map((s) => (s.alone / s.count).toFixed(2))],
    ['count / libsodium, by CPU', ...steps.map((s) => (s.aloneCpu / s.countCpu).toFixed(2))],
    ['KiB: start', ...steps.map((s) => s.startKiB)],
    ['KiB: listing', ...steps.map((s) => s.listKiB)],
    ['KiB: opening and counting', ...steps.map((s) => s.countKiB)],
    ['KiB: board stored and checked', ...steps.map((s) => s.boardKiB)]]);
}

// Listing, opening, counting, board and check, with the same units for any number of ballots.
function closeText(closes) {
  return pad([[`close of ${people(closes[0].units)} units`, ...closes.map((s) => `${people(s.places)} places`)],
    ['highest KiB of the process (wanted: below 65,536 for any number)', ...closes.map((s) => s.closeKiB)],
    ['all of it / libsodium opening, by wall (wanted: 0.8)',
      ...closes.map((s) => (s.alone / (s.list + s.count + s.board + s.check)).toFixed(2))]]);
}

function unitsText(units) {
  const a = (part) => units.map((u) => us(u[part] / u.units));
  const beside = (part) => units.map((u) => (u[part] / u.open).toFixed(2));
  return pad([['CPU us a unit', ...units.map((u) => people(u.units))],
    ['ballots opened', ...a('open')], ['release rule', ...a('rule')],
    ['release read', ...a('parse')], ['auditor', ...a('audit')],
    ['rule / opening', ...beside('rule')], ['reading / opening', ...beside('parse')],
    ['auditor / opening', ...beside('audit')], ['peak KiB', ...units.map((u) => u.peakKiB)]]);
}

// Counting opened ballots beside reading their bytes from memory.
function countText(counts) {
  return pad([['ns a ballot, one thread', ...counts.map((c) => `${people(c.units)} units`)],
    ['opened ballot checked, scored, counted', ...counts.map((c) => c.countNs)],
    [`its ${counts[0].bytes} bytes read`, ...counts.map((c) => c.readNs)],
    ['reading / counting', ...counts.map((c) => (c.readNs / c.countNs).toFixed(2))]]);
}

// Each point of the curves under a name, for a comparison with an earlier run.
const points = (steps, closes, units, counts) => [
  ...steps.flatMap((s) => STEPS.map(([, title, cost]) => (
    { what: `${people(s.places)} places`, name: `${title}, of a place`, value: us(cost(s)), unit: 'us' }))),
  ...closes.map((s) => (
    { what: `${people(s.places)} places, ${people(s.units)} units`, name: 'memory of a close, highest',
      value: s.closeKiB / 1024, unit: 'MiB' })),
  ...units.flatMap((u) => ['open', 'rule', 'parse', 'audit'].map((part) => (
    { what: `${people(u.units)} units`, name: `${part}, of a unit`, value: us(u[part] / u.units), unit: 'us' }))),
  ...counts.map((c) => (
    { what: `${people(c.units)} units`, name: 'counting, of a ballot', value: c.countNs, unit: 'ns' })),
];

const COLORS = ['#0b3c5d', '#b3541e', '#4f7942', '#7b3f6b', '#8a6d00', '#328cc1', '#9b2335',
  '#5b5ea6', '#00726d', '#6b4226', '#444444', '#c0842f', '#2e8b57'];
const WIDTH = 900;
const HEIGHT = 480;
const BOX = { left: 70, top: 40, width: 590, height: 370 };

// Cost of one over how many, both logarithmic: a level line is linear growth.
function svg(title, xs, series) {
  const values = series.flatMap((s) => s.ys).filter((v) => v > 0);
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const [from, to] = [Math.log10(xs[0]), Math.log10(xs.at(-1))];
  const x = (v) => BOX.left + BOX.width * (to === from ? 0 : (Math.log10(v) - from) / (to - from));
  const y = (v) => BOX.top + BOX.height * (1 - (Math.log10(v) - low) / (high - low));
  const out = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`, `<text x="${BOX.left}" y="22" font-size="15">${title}</text>`];
  for (let p = low; p <= high; p++) {
    out.push(`<line x1="${BOX.left}" x2="${BOX.left + BOX.width}" y1="${y(10 ** p)}" y2="${y(10 ** p)}" stroke="#ddd"/>`,
      `<text x="${BOX.left - 8}" y="${y(10 ** p) + 4}" text-anchor="end">${p < 0 ? (10 ** p).toFixed(-p) : people(10 ** p)}</text>`);
  }
  for (const v of xs) {
    out.push(`<text x="${x(v)}" y="${BOX.top + BOX.height + 20}" text-anchor="middle">${people(v)}</text>`);
  }
  const ends = series.map((s, i) => ({ i, at: y(Math.max(s.ys.at(-1), 10 ** low)) })).sort((a, b) => a.at - b.at);
  for (let k = 1; k < ends.length; k++) ends[k].at = Math.max(ends[k].at, ends[k - 1].at + 15);
  series.forEach((s, i) => {
    const points = s.ys.map((v, k) => [x(xs[k]), y(Math.max(v, 10 ** low))]);
    const color = COLORS[i % COLORS.length];
    out.push(`<polyline fill="none" stroke="${color}" stroke-width="2" points="${points.map((p) => p.map((n) => n.toFixed(1)).join(',')).join(' ')}"/>`,
      ...points.map(([px, py]) => `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="3" fill="${color}"/>`),
      `<text x="${BOX.left + BOX.width + 12}" y="${(ends.find((e) => e.i === i).at + 4).toFixed(1)}" fill="${color}">${s.name}</text>`);
  });
  return `${out.join('\n')}\n</svg>\n`;
}

export async function curves({ quick }) {
  const sizes = quick ? [1000, 5000] : [1000, 10000, 100000, 1000000];
  const steps = sizes.map((n) => lines('steps', n, folder)[0]);
  const closes = sizes.slice(0, 3).map((n) => lines('steps', n, folder, 150)[0]);
  const units = lines('units', 150, 1000, 10000);
  const counts = lines('count', quick ? 100000 : 1000000, 150, 14000);
  const placesSvg = path.join(folder, 'places.svg');
  const unitsSvg = path.join(folder, 'units.svg');
  fs.writeFileSync(placesSvg, svg('Microseconds for one place, over the places of a wave', sizes,
    STEPS.map(([, name, cost]) => ({ name, ys: steps.map((s) => us(cost(s))) }))));
  fs.writeFileSync(unitsSvg, svg('Microseconds of CPU for one unit, over the units of a release', units.map((u) => u.units),
    [['open', 'ballots opened'], ['rule', 'release rule'], ['parse', 'release read'], ['audit', 'auditor']]
      .map(([part, name]) => ({ name, ys: units.map((u) => us(u[part] / u.units)) }))));
  const text = `${placesText(steps)}\n\n${closeText(closes)}\n\n${unitsText(units)}\n\n${countText(counts)}\n\ncurves: ${placesSvg}, ${unitsSvg}`;
  return { curves: { steps, closes, units, counts, text, facts: points(steps, closes, units, counts) } };
}
