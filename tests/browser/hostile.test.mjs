// The report of a hostile team: nothing of it runs, loads, leaves the page or reads otherwise than
// it was written, also in a browser that does not keep the page's policy.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile, withFolder, withPage } from './browser.mjs';
import * as checks from './checks.mjs';
import { ATTACKS, CANARY, COMPUTED, TODAY, writeHostileTeam } from './hostile-team.mjs';
import { pages, report } from './report.mjs';

const browser = await browserOfThisFile();

function withHostileReport(use) {
  return withFolder((folder) => {
    const [repository, site] = ['team', 'site'].map((name) => join(folder, name));
    mkdirSync(repository);
    writeHostileTeam(repository);
    report(repository, site, '--today', TODAY);
    return use(site);
  });
}

/** What an attack that runs would call; the console hears it. */
const WATCH = 'globalThis.ran = (number) => console.log(`attack ${number} ran`)';

async function visit(site, file, options) {
  const context = { ...options, serviceWorkers: 'block' };
  return withPage(browser, site, file, context, async (page, heard) => {
    // Whatever waits for a moment, a pointer or the focus gets it.
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('*')) {
        for (const name of ['mouseover', 'mouseenter', 'focus', 'toggle', 'error', 'load', 'click']) {
          if (name !== 'click' || !element.closest('a, button, summary')) element.dispatchEvent(new Event(name));
        }
      }
    });
    return [
      ...(await checks.policy(page)),
      ...(await checks.activeContent(page)),
      ...(await checks.shadowedNames(page)),
      ...(await checks.sidewaysScroll(page, 320)),
      ...heard,
    ];
  }, WATCH);
}

test('nothing of a hostile team runs or loads', () =>
  withHostileReport(async (site) => {
    const troubles = [];
    for (const { file } of pages(site)) {
      for (const bypassCSP of [false, true]) {
        const found = await visit(site, file, { bypassCSP });
        troubles.push(...found.map((trouble) => `${file}${bypassCSP ? ', without policy' : ''}: ${trouble}`));
      }
    }
    assert.deepEqual(troubles, [], [...new Set(troubles)].join('\n'));
  }));

test('what a hostile team wrote is read as text', () =>
  withHostileReport(async (site) => {
    const kinds = new Set(pages(site).map(({ kind }) => kind));
    for (const kind of ['index', 'objectives', 'people', 'check-ins']) assert.ok(kinds.has(kind), `no page of ${kind}`);
    for (const { file } of pages(site)) {
      await withPage(browser, site, file, {}, async (page) => {
        const text = await page.locator('body').innerText();
        assert.ok(!text.includes(COMPUTED), `${file}: an expression was computed`);
        assert.ok(text.includes(ATTACKS[0]) || text.includes(ATTACKS[22]) || text.includes(ATTACKS[23]), `${file}: no attack is shown`);
        assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/, `${file}: a control of the writing direction`);
      });
    }
  }));

test('nothing private of a hostile team is in any file', () =>
  withHostileReport((site) => {
    const files = readdirSync(site, { recursive: true }).map((name) => join(site, name)).filter((path) => statSync(path).isFile());
    assert.deepEqual(files.filter((path) => readFileSync(path, 'utf8').includes(CANARY)), []);
  }));
