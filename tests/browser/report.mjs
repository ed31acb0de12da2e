// Where the report under test comes from, and which pages it has.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The team that the report is shown of. */
export const EXAMPLE = join(ROOT, 'example-repo');

/** Kinds of the pages that stand at the top of the folder. */
const TOP = { 'index.html': 'index', 'obstacles.html': 'obstacles' };

/** The folder of the example's report: OKR_REPORT_DIR, or `folder` after `okr` has written it there. */
export function exampleReport(folder) {
  if (process.env.OKR_REPORT_DIR) return process.env.OKR_REPORT_DIR;
  report(EXAMPLE, folder);
  return folder;
}

/** Writes the report of a repository into a folder. */
export function report(repository, folder, ...more) {
  okr('-C', repository, ...more, 'report', '--out', folder);
}

export function okr(...args) {
  return execFileSync(binary(), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export function binary() {
  const target = process.env.CARGO_TARGET_DIR || join(ROOT, 'target');
  const built = ['release', 'debug'].map((profile) => join(target, profile, 'okr')).filter((path) => existsSync(path));
  const age = (path) => -statSync(path).mtimeMs;
  const found = process.env.OKR_BIN || built.sort((a, b) => age(a) - age(b))[0];
  if (!found) throw new Error('no okr: run `cargo build` first, or name one in OKR_BIN');
  return found;
}

/** All pages, in the order of their paths: `{ file, kind }`. */
export function pages(folder) {
  const names = readdirSync(folder, { recursive: true }).map((name) => name.split(sep).join('/'));
  return names.filter((name) => name.endsWith('.html')).sort().map((file) => ({ file, kind: kindOf(file) }));
}

function kindOf(file) {
  return file.includes('/') ? file.split('/')[0] : TOP[file] || file.replace('.html', '');
}

/** The first, middle and last page of each kind, or as many as `most`. */
export function sample(folder, most = 3) {
  return [...grouped(pages(folder)).values()].flatMap((list) => spread(list, most));
}

function grouped(list) {
  const kinds = new Map();
  for (const page of list) kinds.set(page.kind, [...(kinds.get(page.kind) || []), page]);
  return kinds;
}

function spread(list, most) {
  if (list.length <= most) return list;
  if (most === 1) return [list.at(-1)];
  return Array.from({ length: most }, (_, n) => list[Math.round((n * (list.length - 1)) / (most - 1))]);
}

/** The newest page of a kind, by name, that has `mark` in its source; or nothing. */
export function newest(folder, kind, mark = '') {
  const has = ({ file }) => readFileSync(join(folder, file), 'utf8').includes(mark);
  return pages(folder).findLast((page) => page.kind === kind && has(page))?.file;
}
