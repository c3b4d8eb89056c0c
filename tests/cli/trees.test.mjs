// Every tree of release-cases.json through the whole system: as many trainees
// as the tree says answer, through the real protocol; the release must show the
// tree's leaves and no other, and each leaf must print what release.md's rule
// gives for the very answers that were sealed (written here a second time, from
// the page).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { chorusOk, closeWave, institution, openWave, root, serve, smallRoster } from '../system.mjs';
import { served } from './helpers.mjs';

process.setMaxListeners(100);
const cases = JSON.parse(fs.readFileSync(path.join(root, 'tests/vectors/release-cases.json'), 'utf8'));
const survey = JSON.parse(fs.readFileSync(path.join(root, 'surveys/gme-core.json'), 'utf8'));
const questions = survey.sections.flatMap((section) => section.questions);
const byId = new Map(questions.map((question) => [question.id, question]));

// The values that a question can take, by position, lowest to highest in steps.
function steps(question) {
  if (question.type === 'number') {
    return { of: (answer) => answer - question.min, most: question.max - question.min };
  }
  const values = survey.options[question.options].map((option) => option.value);
  const stated = values.filter((value) => value !== null);
  const low = Math.min(...stated);
  const step = (Math.max(...stated) - low) / (stated.length - 1);
  return { of: (position) => Math.round((values[position - 1] - low) / step), most: stated.length - 1 };
}

// Answers of one person: different for each, every question answered.
function answersOf(person) {
  return Object.fromEntries(questions.map((question, i) => {
    const turn = person * 7 + i * 3 + ((person * i) % 5);
    if (question.type === 'number') {
      return [question.id, question.min + (turn % (question.max - question.min + 1))];
    }
    const stated = survey.options[question.options]
      .flatMap((option, at) => (option.value === null ? [] : [at + 1]));
    return [question.id, stated[turn % stated.length]];
  }));
}

function score(scale, answers) {
  return scale.items.reduce((sum, id) => {
    const { of, most } = steps(byId.get(id));
    const step = of(answers[id]);
    return sum + ((scale.reverse ?? []).includes(id) ? most - step : step);
  }, 0);
}

const halfUp = (num, den) => Math.floor((2 * num + den) / (2 * den));

// What a leaf prints for a scale: release.md, "What a leaf prints", with k 5,
// k_share 20 and one insider.
function prints(scale, people) {
  const grid = scale.items.reduce((sum, id) => sum + steps(byId.get(id)).most, 0);
  const v = people.length;
  const sum = people.reduce((total, answers) => total + score(scale, answers), 0);
  const firsts = (scale.cutoff ?? []).map((cutoff) =>
    Math.ceil(((cutoff - scale.range[0]) * grid) / (scale.range[1] - scale.range[0]) - 1e-9));
  const ends = firsts.length > 0 ? firsts.map((a) => [a - 1, a]) : [[grid - 1, 1]];
  const c = Math.max(1, Math.min(Math.floor(v / 5), 10));
  const high = Math.min(...ends.map(([b]) => Math.floor((100 * ((v - c - 1) * grid + b)) / (v * grid))));
  const low = Math.max(...ends.map(([, a]) => Math.ceil((100 * (c * grid + a)) / (v * grid))));
  const out = {};
  if (v >= 5 && low < high) {
    const mean = halfUp(100 * sum, v * grid);
    out.mean = mean >= high ? `>=${high}` : mean <= low ? `<=${low}` : `${mean}`;
    if (scale.cut === 'people' && (mean >= high || mean <= low)) {
      const [[b, a]] = ends;
      const rising = people.map((answers) => score(scale, answers)).sort((x, y) => x - y);
      const bound = (mean >= high ? rising.map((j, i) => (i <= c ? Math.min(j, b) : j))
        : rising.map((j, i) => (i >= v - c - 1 ? Math.max(j, a) : j))).reduce((x, y) => x + y, 0);
      if (mean >= high && bound > (v - c - 1) * grid + b) out.mean = `>=${halfUp(100 * bound, v * grid)}`;
      if (mean <= low && bound < c * grid + a) out.mean = `<=${halfUp(100 * bound, v * grid)}`;
    }
  }
  const t = Math.max(3, 2, Math.ceil(v / 10));
  if (firsts.length > 0 && v >= 20 && v >= 2 * t + 1) {
    const y = people.filter((answers) => score(scale, answers) >= firsts[0]).length;
    const share = (count) => halfUp(100 * count, v);
    out.above = y <= t ? `<=${share(t)}` : y >= v - t ? `>=${share(v - t)}` : `${share(y)}`;
  }
  return out;
}

// The units whose ballots a leaf is made of.
function unitsOf(release, group) {
  return (group.members ?? [group.id]).map((id) => id.replace(/^unit:/, ''));
}

for (const tree of cases.trees) {
  test(`${tree.id}: leaves, counts and figures are those of the page`, async (t) => {
    const sizes = Object.fromEntries(Object.entries(tree.answered).map(([department, units]) =>
      [department, Object.fromEntries(Object.entries(units).map(([unit, n]) => [unit, n + 8]))]));
    const place = institution(smallRoster(sizes));
    const server = await serve(place.dir);
    t.after(() => server.stop('SIGKILL'));
    const { invites } = openWave(place, tree.id, server.url);
    await served(server.url, `/v1/waves/${tree.id}/manifest`);

    const cast = {};
    let person = 0;
    for (const units of Object.values(tree.answered)) {
      for (const [unit, n] of Object.entries(units)) {
        const links = invites.filter((invite) => invite.unit === unit).slice(0, n);
        assert.equal(links.length, n);
        cast[unit] = links.map(({ link }) => {
          const answers = answersOf(person++);
          const file = path.join(place.base, 'answers.json');
          fs.writeFileSync(file, JSON.stringify(answers));
          assert.match(chorusOk(place.dir, ['answer', link, '--answers', file]), /^chorus-receipt-v1\./);
          return answers;
        });
      }
    }
    closeWave(place, tree.id);
    const release = JSON.parse(chorusOk(place.dir,
      ['release', 'export', tree.id, '--format', 'json', '--out', '-']));

    const shown = release.groups.filter((group) => group.n !== undefined);
    const at = (level) => Object.fromEntries(shown.filter((group) => group.level === level)
      .map((group) => [group.id, group.n]));
    assert.deepEqual({ ...at('unit'), ...at('pool') }, tree.leaves);
    assert.deepEqual(at('department'), Object.fromEntries(Object.entries(tree.departments)
      .map(([name, n]) => [`dept:${name.toLowerCase()}`, n])));
    assert.deepEqual(at('institution'), { inst: tree.institution });
    assert.equal(release.totals.redeemed, person);
    assert.equal(release.totals.spoiled, 0);

    let checked = 0;
    for (const leaf of shown.filter((group) => ['unit', 'pool'].includes(group.level))) {
      const people = unitsOf(release, leaf).flatMap((unit) => cast[unit]);
      assert.equal(people.length, leaf.n);
      for (const scale of survey.scales.filter((s) => s.show !== 'institution')) {
        const want = prints(scale, people);
        const figure = leaf.scales[scale.id] ?? {};
        assert.equal(figure.mean, want.mean, `${leaf.id} ${scale.id} mean`);
        assert.equal(figure.above, want.above, `${leaf.id} ${scale.id} above`);
        checked += want.mean !== undefined;
      }
    }
    assert.ok(checked > 0);
    for (const group of release.groups.filter((g) => g.n === undefined)) {
      assert.equal(group.scales, undefined, group.id);
    }
    assert.equal((await server.stop()).code, 0);
  });
}
