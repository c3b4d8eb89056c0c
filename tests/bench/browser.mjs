// The trainee's page with the CPU slowed four times: which tasks keep the page
// from answering a touch, from the link to the stored ballot.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../system.mjs';

const PATIENCE_MSEC = 120000;

// Runs in the page before its scripts: every task over 50 ms.
const watchTasks = () => {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) globalThis.longTasks.push([task.startTime, task.duration]);
  }).observe({ type: 'longtask', buffered: true });
};

export async function browser() {
  const trainee = await import('../browser/trainee.mjs'); // starts a system of its own
  const chromium = await trainee.launch();
  const { page, context } = await trainee.visitor(chromium);
  context.setDefaultTimeout(PATIENCE_MSEC);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(watchTasks);
  const now = () => page.evaluate(() => performance.now());
  await trainee.open(page, trainee.freshLink());
  const asked = await now();
  await trainee.answerAll(page);
  const sent = await now();
  await trainee.click(page, 'Seal and send');
  await trainee.done(page);
  const tasks = await page.evaluate(() => globalThis.longTasks);
  const end = await now();
  await chromium.close();
  await trainee.stop();
  const worst = (from, to) => Math.max(0, ...tasks.filter(([at]) => at >= from && at < to).map(([, msec]) => msec));
  const what = 'browser, CPU slowed 4 times';
  const bundle = gzipSync(fs.readFileSync(path.join(build, 'client/survey.js')), { level: 9 }).length;
  return { facts: [
    { what, name: 'longest task before the first question', value: worst(0, asked), unit: 'ms' },
    { what, name: 'longest task while a question is there', value: worst(asked, sent), unit: 'ms', wanted: 'at most 200' },
    { what, name: 'longest task while sealing and sending', value: worst(sent, Infinity), unit: 'ms' },
    { what, name: 'sealing and sending', value: end - sent, unit: 'ms' },
    { what, name: 'bundle, gzipped', value: bundle / 1024, unit: 'KiB', wanted: 'under 32' },
  ] };
}
