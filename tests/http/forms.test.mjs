// Every form of every template: what is posted carries the session's token, to an
// address that takes it; what only asks carries none.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { root } from '../system.mjs';

const templates = path.join(root, 'templates');
const texts = fs.readdirSync(templates, { recursive: true }).filter((name) => name.endsWith('.tpl'))
  .map((name) => [name, fs.readFileSync(path.join(templates, name), 'utf8')]);
const forms = texts.flatMap(([name, text]) => {
  const found = [...text.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)].map(([, head, body]) => ({ name, head, body }));
  assert.equal(found.length, text.split('<form').length - 1, `${name}: a form that does not end`);
  return found;
});
const attribute = (head, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(head)?.[1];

// {post, get}: the patterns of a program's route table.
function routes(file) {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const made = [...text.matchAll(/POST_(?:FORM|PARTS)\("([^"]+)"/g)].map(([, pattern]) => pattern);
  const listed = [...text.matchAll(/(\.method = HTTP_POST,\s*)?\.pattern = "([^"]+)"/g)];
  return { post: [...made, ...listed.filter(([, post]) => post).map(([, , pattern]) => pattern)],
    get: listed.filter(([, post]) => !post).map(([, , pattern]) => pattern) };
}
const tables = { office: routes('src/office/routes.c'), web: routes('src/web/routes.c') };

// What an action may become: each section there or not, each value anything.
function actions(text) {
  const section = /\{\{#(\w+)\}\}([^]*?)\{\{\/\1\}\}/.exec(text);
  if (!section) return text === '' ? [] : [text.replace(/\?.*/, '')];
  const [whole, , inside] = section;
  return [...actions(text.replace(whole, inside)), ...actions(text.replace(whole, ''))];
}
const fits = (action, pattern) => new RegExp(`^${action.split(/\{\{\w+\}\}/)
  .map((part) => part.replace(/[.]/g, '\\.')).join(action.startsWith('{{') ? '.+' : '[^/]+')}$`).test(pattern);

test('every form that changes something is posted with a token, to an address that takes it', () => {
  const posted = forms.filter(({ head }) => attribute(head, 'method') === 'post');
  const reached = new Set();
  for (const { name, head, body } of posted) {
    assert.match(body, /<input type="hidden" name="csrf" value="\{\{CSRF\}\}">/, name);
    const { post } = tables[name.startsWith('office_') ? 'office' : 'web'];
    // of two sections, one is there: what has both, or none, is no address
    const found = actions(attribute(head, 'action')).map((action) => post.filter((pattern) => fits(action, pattern)));
    assert.ok(found.some((patterns) => patterns.length > 0), `${name}: ${head}`);
    for (const pattern of found.flat()) reached.add(`${name.startsWith('office_')} ${pattern}`);
  }
  // and none is left out: each address that takes a form has one
  for (const [which, { post }] of Object.entries(tables)) {
    for (const pattern of post.filter((one) => !one.startsWith('/v1/')))
      assert.ok(reached.has(`${which === 'office'} ${pattern}`), `${which}: no form leads to ${pattern}`);
  }
});

test('every other form only asks, and carries no token into an address', () => {
  for (const { name, head, body } of forms.filter((form) => attribute(form.head, 'method') !== 'post')) {
    assert.equal(attribute(head, 'method'), 'get', name);
    assert.doesNotMatch(body, /csrf|password/i, name);
    const { get } = tables[name.startsWith('office_') ? 'office' : 'web'];
    assert.ok(get.some((pattern) => fits(attribute(head, 'action'), pattern)), `${name}: ${head}`);
  }
});

test('script is on the two pages that seal and check a ballot, and on no other', () => {
  const scripted = texts.filter(([, text]) => text.includes('<script')).map(([name]) => name.replace(/^[^/]+\//, ''));
  assert.deepEqual([...new Set(scripted)].sort(), ['receipt.tpl', 'survey.tpl']);
  for (const [name, text] of texts) assert.doesNotMatch(text, /\son[a-z]+="|javascript:/, name);
});
