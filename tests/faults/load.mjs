// Trainees who go on until each has a receipt, whatever happens to the server,
// and remember every byte that they sent and were given.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ask, post, readWave, trainee } from '../http/client.mjs';
import { rowBytes } from '../../src/client/answers.js';
import { nullifierOf } from '../../src/client/ballot.js';
import { closeWave, institution, openWave, root, smallRoster } from '../system.mjs';
import { serve } from './instrument.mjs';

// What is asked does not matter here, and judging a long survey takes a while.
export const survey = path.join(root, 'tests/data/surveys/small.json');

const hex = (...parts) => Buffer.concat(parts.map((p) => Buffer.from(p))).toString('hex');

// An institution with an open wave w of PEOPLE places, and its trainees.
export async function openedWave(people) {
  const first = Math.ceil(people / 2);
  const place = institution(smallRoster({ Medicine: { A: first, B: people - first } }));
  return { ...place, voters: await votersOf(place, 'w') };
}

// Opens a wave of a place that no server serves: its trainees.
export async function votersOf(place, name) {
  const { invites } = openWave(place, name, 'http://127.0.0.1', { survey });
  const server = await serve(place.dir);
  const wave = await readWave(server.url, name);
  const asked = JSON.parse((await ask(server.url, `/v1/waves/${name}/survey`)).text);
  await server.stop();
  const row = new Uint8Array(rowBytes(asked)); // no answer to anything is an answer
  return invites.map((invite) => {
    const one = trainee(wave, invite);
    return { one, row, key: hex(one.issue.slice(35, 67)) };
  });
}

// One step of a trainee: the answer's bytes; null: nothing was promised, which a
// lost connection and the statuses REFUSALS mean. Any other one is a failure.
async function step(url, path, body, refusals) {
  const answer = await post(url, path, body).catch(() => null);
  if (answer === null || refusals.includes(answer.status)) return null;
  assert.equal(answer.status, 200, `${path}: ${answer.text}`);
  return answer.body;
}

// Whether VOTER has a receipt now.
export async function vote(url, voter, refusals = [503]) {
  if (!voter.redeeming) {
    const answer = await step(url, '/v1/issue', voter.one.issue, refusals);
    if (answer === null) return false;
    voter.evaluated = answer;
    voter.redeeming = voter.one.redeem(voter.one.take(answer), voter.row);
  }
  const answer = await step(url, '/v1/redeem', voter.redeeming.body, refusals);
  if (answer === null) return false;
  const { sealed } = voter.redeeming;
  const receipt = voter.one.receipt(sealed, answer);
  voter.told = hex(receipt.nullifier, receipt.sealedHash);
  voter.receipt = Buffer.from(answer);
  return true;
}

// VOTERS who are not through yet, ABREAST at a time, until all are or the server
// is gone; a refused one comes again later.
export async function crowd(url, voters, { abreast = 8, isOver = () => false } = {}) {
  const left = voters.filter((v) => !v.told);
  const loop = async () => {
    while (left.length > 0 && !isOver()) {
      const voter = left.shift();
      if (!(await vote(url, voter))) {
        left.push(voter);
        if (await gone(url)) return;
      }
    }
  };
  await Promise.all(Array.from({ length: abreast }, loop));
}

const gone = (url) => ask(url, '/healthz').then(() => false, () => true);

// A journal that has served: it keeps its length, and holds nothing.
export const isZeros = (file) => fs.readFileSync(file).every((byte) => byte === 0);

export const receiptsOf = (voters) => voters.filter((v) => v.told).map((v) => v.told);

// What the files of a wave must hold at least, and at most, now.
export function holds(found, voters, { told = receiptsOf(voters), issued, what = '' } = {}) {
  const sent = new Set(voters.filter((v) => v.redeeming).map(nameOf));
  for (const receipt of told) assert.ok(found.ballots.has(receipt), `${what}: a receipt without its ballot`);
  for (const ballot of found.ballots) assert.ok(sent.has(ballot), `${what}: a ballot that nobody sent`);
  const keys = issued ?? voters.filter((v) => v.evaluated).map((v) => v.key);
  for (const key of keys) assert.ok(found.used.has(key), `${what}: a token whose invite is not used`);
  assert.ok(found.ballots.size <= found.used.size, `${what}: more ballots than tokens`);
  assert.equal(found.places, voters.length, what);
}

// nullifier || SHA-256(sealed) of what was sent, whether it was answered or not.
function nameOf(voter) {
  const { body, sealed } = voter.redeeming;
  voter.name ??= hex(nullifierOf(voter.one.own.mh, body.slice(35, 67)),
    createHash('sha256').update(sealed).digest());
  return voter.name;
}

// Closes the wave with the real program while the real server runs, and compares
// the board with what trainees hold.
export async function boardHolds(place, voters, { told = receiptsOf(voters), wave = 'w' } = {}) {
  const server = await serve(place.dir);
  closeWave(place, wave);
  let answer;
  do answer = await ask(server.url, `/v1/waves/${wave}/board`); while (answer.status !== 200);
  await server.stop();
  const board = JSON.parse(answer.text);
  const leaves = board.leaves.map((l) => Buffer.from(l, 'base64url').toString('hex'));
  const nullifiers = new Set(leaves.map((l) => l.slice(0, 64)));
  assert.equal(nullifiers.size, leaves.length, 'no ballot twice');
  assert.equal(board.redeemed, leaves.length);
  assert.equal(board.spoiled, 0);
  assert.ok(board.redeemed <= board.issued && board.issued <= voters.length);
  const all = new Set(leaves);
  for (const receipt of told) assert.ok(all.has(receipt), 'a receipt that is not on the board');
  return { board, leaves: all };
}
