// A disk that loses its power: reads the log of the instrument (fault.h) and
// puts files together as they may be found afterwards. What was synced is there.
// Of what was not, any part may be: of each file any of the writes since its
// last sync, each torn at sectors; of each folder the first few of its changes
// since its last sync, in their order. Of what a failed sync of a file should
// have brought there, nothing or any part is there for good: Linux takes those
// pages for clean, and no later sync tries again. A failed sync of a folder only
// puts its changes off: file systems write those in order, or not at all.
import fs from 'node:fs';
import path from 'node:path';

const SECTOR = 512;
const HEAD = 32;

// The lines of a log: {kind, inode, at, name, bytes}. Of kind k: a call that the
// instrument counted; w, t, c, r, l, u: a change; s, f: a sync, and a failed one;
// a: what went out to the network.
export function readLog(file) {
  const all = fs.readFileSync(file);
  const lines = [];
  for (let i = 0; i < all.length;) {
    const nameLen = all.readUInt32LE(i + 24);
    const len = all.readUInt32LE(i + 28);
    lines.push({
      kind: String.fromCharCode(all[i]),
      inode: all.readBigUInt64LE(i + 8),
      at: Number(all.readBigUInt64LE(i + 16)),
      name: all.toString('utf8', i + HEAD, i + HEAD + nameLen),
      bytes: all.subarray(i + HEAD + nameLen, i + HEAD + nameLen + len),
    });
    i += HEAD + nameLen + len;
  }
  return lines;
}

const isPart = (inner, dir) => inner === dir || inner.startsWith(`${dir}/`);

function written(bytes, at, data) {
  const out = Buffer.alloc(Math.max(bytes.length, at + data.length));
  bytes.copy(out);
  data.copy(out, at);
  return out;
}

// A file's bytes after CHANGE, of which FROM..TO of a write is taken.
function changed(bytes, change, from = 0, to = change.bytes.length) {
  if (change.kind === 'w') return written(bytes, change.at + from, change.bytes.subarray(from, to));
  const cut = Buffer.alloc(change.at);
  bytes.copy(cut);
  return cut;
}

// Any sectors of a write, each or none.
function torn(bytes, change, below) {
  if (change.kind !== 'w') return changed(bytes, change);
  for (let from = 0; from < change.bytes.length;) {
    const to = Math.min(change.bytes.length, from + SECTOR - ((change.at + from) % SECTOR));
    if (below(2) === 0) bytes = changed(bytes, change, from, to);
    from = to;
  }
  return bytes;
}

export class Disk {
  // BASE: a folder as it is on the disk, all of it synced, before the log.
  constructor(base) {
    this.base = base;
    this.folders = [];
    this.names = new Map(); // path -> file, durable
    this.now = new Map(); // path -> file, as programs see it
    this.pending = new Map(); // folder -> changes of names that are not synced
    this.byInode = new Map();
    this.folderInodes = new Map();
    for (const entry of [{ path: '', isDirectory: true }, ...walk(base)]) {
      const full = path.join(base, entry.path);
      const { ino } = fs.statSync(full, { bigint: true });
      if (entry.isDirectory) {
        this.folders.push(full);
        this.folderInodes.set(ino, full);
        this.pending.set(full, []);
      } else {
        const file = { synced: fs.readFileSync(full), changes: [] };
        this.names.set(full, file);
        this.now.set(full, file);
        this.byInode.set(ino, file);
      }
    }
  }

  name(change) {
    if (!isPart(change.name, this.base)) return;
    apply(this.now, change);
    this.pending.get(path.dirname(change.name)).push(change);
  }

  // Takes one line of the log. BELOW: a failed sync brought a part of what it
  // should have, of chance; without it nothing.
  take(line, below) {
    const file = this.byInode.get(line.inode);
    if (line.kind === 'c') {
      const made = { synced: Buffer.alloc(0), changes: [] };
      this.byInode.set(line.inode, made);
      this.name({ kind: 'c', name: line.name, file: made });
    } else if (line.kind === 'r' || line.kind === 'l') {
      this.name({ kind: line.kind, name: line.name, to: line.bytes.toString(), file: this.now.get(line.name) });
    } else if (line.kind === 'u') {
      this.name({ kind: 'u', name: line.name });
    } else if (line.kind === 's' && file === undefined) {
      this.syncFolder(this.folderInodes.get(line.inode));
    } else if (line.kind === 's') {
      for (const change of file.changes) file.synced = changed(file.synced, change);
      file.changes = [];
    } else if (line.kind === 'f' && file !== undefined) {
      if (below) file.synced = bytesOf(file, below);
      file.changes = [];
    } else if (line.kind === 'w' || line.kind === 't') {
      file?.changes.push(line);
    }
  }

  syncFolder(folder) {
    for (const change of this.pending.get(folder) ?? []) apply(this.names, change);
    if (folder !== undefined) this.pending.set(folder, []);
  }

  // What may be found: path -> bytes. KEEP of four: nothing that was not synced,
  // all of it, or a part of chance.
  found(below, keep = below(4)) {
    const names = new Map(this.names);
    for (const changes of this.pending.values()) {
      const upto = keep === 0 ? 0 : keep === 1 ? changes.length : below(changes.length + 1);
      for (const change of changes.slice(0, upto)) apply(names, change);
    }
    const out = new Map();
    const seen = new Map(); // one file may have two names
    for (const [name, file] of names) {
      if (!seen.has(file)) seen.set(file, bytesOf(file, below, keep));
      out.set(name, seen.get(file));
    }
    return out;
  }

  // Makes FOLDER what BASE was found to be.
  write(found, folder) {
    fs.rmSync(folder, { recursive: true, force: true });
    for (const dir of this.folders) {
      fs.mkdirSync(path.join(folder, path.relative(this.base, dir)), { recursive: true, mode: 0o700 });
    }
    for (const [name, bytes] of found) {
      fs.writeFileSync(path.join(folder, path.relative(this.base, name)), bytes, { mode: 0o600 });
    }
  }
}

function bytesOf(file, below, keep) {
  let bytes = file.synced;
  for (const change of file.changes) {
    const part = keep === 0 ? 0 : keep === 1 ? 1 : below(3);
    if (part === 1) bytes = changed(bytes, change);
    else if (part === 2) bytes = torn(bytes, change, below);
  }
  return bytes;
}

function apply(names, change) {
  if (change.kind === 'u') names.delete(change.name);
  else if (change.kind === 'c') names.set(change.name, change.file);
  else names.set(change.to, change.file);
  if (change.kind === 'r') names.delete(change.name);
}

function* walk(dir, inner = '') {
  for (const entry of fs.readdirSync(path.join(dir, inner), { withFileTypes: true })) {
    const where = path.join(inner, entry.name);
    yield { path: where, isDirectory: entry.isDirectory() };
    if (entry.isDirectory()) yield* walk(dir, where);
  }
}
