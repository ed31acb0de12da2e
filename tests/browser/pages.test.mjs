// Every page of the example's report: silent, guarded, self-contained, within its window and its budget.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import * as checks from './checks.mjs';
import { exampleReport, pages } from './report.mjs';

const WIDTHS = [1280, 1024, 768, 390, 320];

/** Bytes, by kind of page or by file. */
const BUDGETS = { index: 60_000, weeks: 60_000, 'style.css': 40_000, 'report.js': 8_000 };
const OTHER_PAGES = 40_000;

const browser = await browserOfThisFile();
const folder = exampleReport(folderOfThisFile());

test('every page is in order', async () => {
  const list = pages(folder);
  assert.ok(list.some(({ file }) => file === 'index.html'), 'there is no index.html');
  const troubles = [];
  for (const { file } of list) {
    const found = await withPage(browser, folder, file, {}, async (page, heard) => [
      ...(await checks.policy(page)),
      ...(await checks.activeContent(page)),
      ...(await checks.shadowedNames(page)),
      ...deadLinks(file, await checks.links(page)),
      ...(await scrolls(page)),
      ...heard,
    ]);
    troubles.push(...found.map((trouble) => `${file}: ${trouble}`));
  }
  assert.deepEqual(troubles, [], troubles.join('\n'));
});

test('every file is within its budget', () => {
  const files = [...pages(folder), { file: 'style.css', kind: 'style.css' }, { file: 'report.js', kind: 'report.js' }];
  const heavy = files
    .map(({ file, kind }) => ({ file, size: statSync(join(folder, file)).size, most: BUDGETS[kind] || OTHER_PAGES }))
    .filter(({ size, most }) => size > most);
  assert.deepEqual(heavy, []);
});

async function scrolls(page) {
  const found = [];
  for (const width of WIDTHS) found.push(...(await checks.sidewaysScroll(page, width)));
  return found;
}

function deadLinks(file, links) {
  const inside = links.filter((link) => !/^[a-z]+:/i.test(link));
  return inside.filter((link) => !leadsSomewhere(file, link)).map((link) => `the link ${link} leads nowhere`);
}

function leadsSomewhere(file, link) {
  const [path, anchor] = link.split('#');
  const target = path ? join(folder, dirname(file), decodeURIComponent(path)) : join(folder, file);
  if (!existsSync(target)) return false;
  return !anchor || readFileSync(target, 'utf8').includes(`id="${anchor}"`);
}
