// The report of a hostile team: nothing of it runs, loads, leaves the page or reads otherwise than
// it was written, also in a browser that does not keep the page's policy.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import * as checks from './checks.mjs';
import { ATTACKS, CANARY, COMPUTED, TODAY, writeHostileTeam } from './hostile-team.mjs';
import { pages, report } from './report.mjs';

const browser = await browserOfThisFile();
const site = hostileReport(folderOfThisFile());

function hostileReport(folder) {
  const [repository, pages] = ['team', 'site'].map((name) => join(folder, name));
  mkdirSync(repository);
  writeHostileTeam(repository);
  report(repository, pages, '--today', TODAY);
  return pages;
}

/** What an attack that runs would call; the console hears it. */
const WATCH = 'globalThis.ran = (number) => console.log(`attack ${number} ran`)';

/** Gives whatever waits for a moment, a pointer or the focus what it waits for. */
function provoke() {
  for (const element of document.querySelectorAll('body, body *')) {
    for (const name of ['mouseover', 'mouseenter', 'focus', 'toggle', 'error', 'load']) {
      element.dispatchEvent(new Event(name));
    }
  }
}

function visit(file, bypassCSP) {
  const options = { bypassCSP, serviceWorkers: 'block' };
  const use = async (page, heard) => {
    await page.evaluate(provoke);
    const found = [checks.policy(page), checks.activeContent(page), checks.shadowedNames(page)];
    return [...(await Promise.all(found)).flat(), ...heard];
  };
  return withPage(browser, site, file, options, use, WATCH);
}

test('nothing of a hostile team runs or loads', async () => {
  const troubles = [];
  for (const { file } of pages(site)) {
    for (const bypassCSP of [false, true]) {
      const found = await visit(file, bypassCSP);
      troubles.push(...found.map((trouble) => `${file}${bypassCSP ? ', without policy' : ''}: ${trouble}`));
    }
  }
  assert.deepEqual(troubles, [], troubles.join('\n'));
});

test('what a hostile team wrote is read as text', async () => {
  const kinds = new Set(pages(site).map(({ kind }) => kind));
  for (const kind of ['index', 'objectives', 'people', 'check-ins']) assert.ok(kinds.has(kind), `no page of ${kind}`);
  for (const { file } of pages(site)) {
    await withPage(browser, site, file, {}, async (page) => {
      const text = await page.locator('body').innerText();
      const shown = [0, 22, 23].some((n) => text.includes(ATTACKS[n]));
      assert.ok(shown, `${file}: no attack is shown`);
      assert.ok(!text.includes(COMPUTED), `${file}: an expression was computed`);
      assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/, `${file}: a control of the writing direction`);
    });
  }
});

test('words without an end keep every page within its window', async () => {
  const troubles = [];
  for (const { file } of pages(site)) {
    for (const width of [1280, 768, 320]) {
      const found = await withPage(browser, site, file, {}, (page) => checks.sidewaysScroll(page, width));
      troubles.push(...found.map((trouble) => `${file}: ${trouble}`));
    }
  }
  assert.deepEqual(troubles, [], troubles.join('\n'));
});

test('nothing private of a hostile team is in any file', () => {
  const files = readdirSync(site, { recursive: true }).map((name) => join(site, name)).filter((path) => statSync(path).isFile());
  assert.deepEqual(files.filter((path) => readFileSync(path, 'utf8').includes(CANARY)), []);
});
