// Medians, spreads and ratios, as a table and beside an earlier run.

export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// Half of what lies between the quarters, in percent of the median.
export function spread(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (q) => sorted[Math.round(q * (sorted.length - 1))];
  return 50 * (at(0.75) - at(0.25)) / median(list);
}

const column = (rounds, name) => rounds.map((r) => r[name]).filter((v) => v !== undefined);

// One contender's rounds as one line of the table.
export function sum(rounds) {
  const line = { rate: median(column(rounds, 'rate')), spread: spread(column(rounds, 'rate')) };
  for (const name of ['cpuUs', 'p50', 'p99', 'max']) {
    const values = column(rounds, name);
    if (values.length > 0) line[name] = median(values);
  }
  return line;
}

// Round by round: A and B stood side by side, so their ratio does too.
export function ratio(a, b) {
  return median(a.map((round, i) => round.rate / b[i].rate));
}

// The same, as if the load on either ran elsewhere: a yardstick that no load is
// put on has all cores for itself.
export function ratioApart(a, b) {
  return median(a.map((round, i) => (round.apart ?? round.rate) / (b[i].apart ?? b[i].rate)));
}

export function ratioCpu(a, b) {
  return median(a.map((round, i) => b[i].cpuUs / round.cpuUs));
}

const short = (v, digits = 3) => (v === undefined ? '' : v >= 1000
  ? Math.round(v).toLocaleString('en-US') : Number(v.toPrecision(digits)).toString());

function pad(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((r) => r[i].length)));
  return rows.map((r) => r.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
    .join('  ').trimEnd()).join('\n');
}

// The whole of a run, for people.
export function table(measures) {
  const rows = [['what', 'who', 'a second', '+-%', 'CPU us', 'p50 us', 'p99 us', 'ratio', 'apart', 'by CPU', 'wanted']];
  for (const m of measures) {
    for (const line of m.lines) {
      rows.push([line === m.lines[0] ? m.what : '', line.who, short(line.rate), short(line.spread, 2),
        short(line.cpuUs), short(line.p50), short(line.p99), short(line.ratio), short(line.ratioApart), short(line.ratioCpu),
        line.wanted === undefined ? '' : short(line.wanted)]);
    }
  }
  return pad(rows);
}

export function facts(list) {
  const rows = [['what', 'measured', '', 'wanted']];
  for (const f of list) rows.push([f.what, f.name, `${short(f.value)} ${f.unit}`.trim(), f.wanted ?? '']);
  return pad(rows);
}

// What is measured in both runs, and by how much it moved.
export function moved(before, now) {
  const rows = [['what', 'who', 'rate before', 'now', '%', 'CPU us before', 'now', '%']];
  const percent = (a, b) => (a && b ? `${b >= a ? '+' : ''}${(100 * (b / a - 1)).toFixed(0)}` : '');
  for (const m of now.measures) {
    const earlier = before.measures.find((b) => b.what === m.what);
    for (const line of earlier ? m.lines : []) {
      const then = earlier.lines.find((b) => b.who === line.who);
      if (!then) continue;
      rows.push([m.what, line.who, short(then.rate), short(line.rate), percent(then.rate, line.rate),
        short(then.cpuUs), short(line.cpuUs), percent(then.cpuUs, line.cpuUs)]);
    }
  }
  const earlier = [...before.facts, ...(before.curves?.facts ?? [])];
  for (const f of [...now.facts, ...(now.curves?.facts ?? [])]) {
    const then = earlier.find((b) => b.what === f.what && b.name === f.name);
    if (then) {
      rows.push([f.what, f.name, short(then.value), short(f.value), percent(then.value, f.value), '', '', '']);
    }
  }
  return pad(rows);
}
