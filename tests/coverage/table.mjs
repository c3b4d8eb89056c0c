// Lines and branches by room from gcovr's JSON. In the rooms of WHOLE each
// branch is taken, or stands in tests/coverage/excluded with the reason why no
// test can take it. With --all as the second argument nothing must be reached.
import { readFileSync } from "node:fs";

const WHOLE = ["token", "ballot", "release"];

// FILE | TEXT OF THE LINE | REASON; FILE "*" is any, "#" begins a comment.
const excluded = readFileSync("tests/coverage/excluded", "utf8")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => line.split(" | "))
  .map(([file, text, reason]) => ({ file, text, reason, used: false }));

// A statement is over several lines: the branch is found in any of them.
function reason(file, lines, number) {
  const entry = excluded.find(
    (e) =>
      (e.file === "*" || e.file === file) && lines[number - 1].includes(e.text),
  );
  if (entry) entry.used = true;
  return entry?.reason;
}

const rooms = new Map();
const missing = [];
const all = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const { file, lines } of all.files) {
  const name = file.split("/")[1];
  if (name.includes(".")) continue;
  const source = readFileSync(file, "utf8").split("\n");
  if (!rooms.has(name))
    rooms.set(name, { lines: 0, run: 0, branches: 0, taken: 0, explained: 0 });
  const room = rooms.get(name);
  for (const line of lines) {
    if (line["gcovr/noncode"]) continue;
    room.lines++;
    room.run += line.count > 0;
    for (const branch of line.branches) {
      room.branches++;
      if (branch.count > 0) room.taken++;
      else if (reason(file, source, line.line_number)) room.explained++;
      else if (WHOLE.includes(name))
        missing.push(
          `${file}:${line.line_number}: ${source[line.line_number - 1].trim()}`,
        );
    }
  }
}

const percent = (part, whole) =>
  whole ? `${((100 * part) / whole).toFixed(1)} %` : "-";
const row = (...cells) =>
  console.log(cells.map((c, i) => String(c)[i ? "padStart" : "padEnd"](10)).join(" "));
row("room", "lines", "run", "branches", "taken", "explained");
for (const [name, r] of [...rooms].sort())
  row(name, r.lines, percent(r.run, r.lines), r.branches,
    percent(r.taken, r.branches), WHOLE.includes(name) ? r.explained : "");
if (process.argv[3] === "--all") process.exit(0);
for (const line of missing) console.error(`not taken: ${line}`);
for (const e of excluded.filter((e) => !e.used))
  console.error(`excluded, but taken or gone: ${e.file}: ${e.text}`);
process.exitCode = missing.length || excluded.some((e) => !e.used) ? 1 : 0;
