// The trainee's page with the CPU slowed four times: which tasks keep the page
// from answering a touch, from the link to the stored ballot. On a shared
// machine a task also waits for others' work: its CPU time, which the slowing
// is part of, says what is the page's own.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../system.mjs';
import { median } from './figures.mjs';

const PATIENCE_MSEC = 120000;
const RUNS = 5;
const TASK = 'ThreadControllerImpl::RunTask';
const MARKS = ['asked', 'sent', 'stored'];

// Every task of the page's main thread between its marks, in milliseconds.
function tasksOf(events) {
  const marks = MARKS.map((name) => events.find((e) => e.name === name && e.cat === 'blink.user_timing'));
  if (marks.includes(undefined)) throw new Error('the trace has lost a mark');
  const [{ pid, tid }] = marks;
  const tasks = events.filter((e) => e.name === TASK && e.pid === pid && e.tid === tid);
  if (tasks.length === 0) throw new Error('the trace has no tasks');
  const [asked, sent, stored] = marks.map((mark) => mark.ts);
  const worst = (from, to) => {
    const during = tasks.filter((t) => t.ts >= from && t.ts < to);
    return { wall: Math.max(...during.map((t) => t.dur)) / 1000,
      cpu: Math.max(...during.map((t) => t.tdur ?? 0)) / 1000 };
  };
  return { before: worst(0, asked), question: worst(asked, sent), sealing: worst(sent, stored),
    sendingMsec: (stored - sent) / 1000 };
}

// One trainee, from the link to the stored ballot, traced.
async function journey(trainee, chromium) {
  const { page, context } = await trainee.visitor(chromium);
  context.setDefaultTimeout(PATIENCE_MSEC);
  const cdp = await context.newCDPSession(page);
  const events = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'] } });
  const mark = (name) => page.evaluate((text) => { performance.mark(text); }, name);
  await trainee.open(page, trainee.freshLink());
  await mark('asked');
  await trainee.answerAll(page);
  await mark('sent');
  await trainee.click(page, 'Seal and send');
  await trainee.done(page);
  await mark('stored');
  const complete = new Promise((go) => cdp.once('Tracing.tracingComplete', go));
  await cdp.send('Tracing.end');
  await complete;
  await context.close();
  return tasksOf(events);
}

export async function browser({ quick }) {
  const trainee = await import('../browser/trainee.mjs'); // starts a system of its own
  const chromium = await trainee.launch();
  const runs = [];
  for (let i = 0; i < (quick ? 1 : RUNS); i++) runs.push(await journey(trainee, chromium));
  await chromium.close();
  await trainee.stop();
  const what = `browser, CPU slowed 4 times, ${runs.length} run${runs.length > 1 ? 's' : ''}`;
  const bundle = gzipSync(fs.readFileSync(path.join(build, 'client/survey.js')), { level: 9 }).length;
  const phase = (key, name, wanted) => [
    { what, name: `longest task ${name}, its CPU, worst run`, value: Math.max(...runs.map((r) => r[key].cpu)), unit: 'ms', wanted },
    { what, name: `longest task ${name}, median of runs`, value: median(runs.map((r) => r[key].wall)), unit: 'ms', wanted }];
  return { facts: [
    ...phase('before', 'before the first question'),
    ...phase('question', 'while a question is there', 'at most 200'),
    ...phase('sealing', 'while sealing and sending'),
    { what, name: 'sealing and sending', value: median(runs.map((r) => r.sendingMsec)), unit: 'ms' },
    { what, name: 'bundle, gzipped', value: bundle / 1024, unit: 'KiB', wanted: 'under 32' },
  ] };
}
