// The page of `okr diff --format html`: it stands by itself, everybody can read it, nothing of an author's runs.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import * as checks from './checks.mjs';
import { ATTACKS, writeHostileTeam } from './hostile-team.mjs';
import { EXAMPLE, okr } from './report.mjs';

const browser = await browserOfThisFile();
const folder = folderOfThisFile();

function changes(file, repository, ...words) {
  writeFileSync(join(folder, file), okr('-C', repository, '--today', '2026-11-20', 'diff', ...words, '--format', 'html'));
}

changes('week.html', EXAMPLE, '--week', '2026-W46');
changes('one.html', EXAMPLE, 'kofi', '2026-W47');
const team = join(folder, 'team');
mkdirSync(team);
writeHostileTeam(team);
changes('hostile.html', team, '--week', '2026-W43');

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing at ${width} px, ${colorScheme}, and nothing is wider than the window`, async () => {
      const troubles = [];
      for (const file of ['week.html', 'one.html', 'hostile.html']) {
        const options = { colorScheme, viewport: { width, height: 900 } };
        await withPage(browser, folder, file, options, async (page) => {
          await checks.unfold(page);
          const found = [...(await checks.accessibility(page)), ...(await checks.sidewaysScroll(page, width))];
          troubles.push(...found.map((trouble) => `${file}: ${trouble}`));
        });
      }
      assert.deepEqual(troubles, [], troubles.join('\n'));
    });
  }
}

test('nothing is loaded, and nothing of a hostile team runs, with or without the policy', async () => {
  for (const file of ['week.html', 'hostile.html']) {
    for (const bypassCSP of [false, true]) {
      const watch = 'globalThis.ran = (number) => console.log(`attack ${number} ran`)';
      const options = { bypassCSP, serviceWorkers: 'block' };
      const use = async (page, heard) => {
        const own = await page.evaluate(() => {
          const inHead = [...document.head.querySelectorAll('style, script')].map((element) => element.localName);
          for (const element of document.head.querySelectorAll('style, script')) element.remove();
          return inHead;
        });
        assert.deepEqual(own, ['style', 'script'], file);
        return [...(await checks.activeContent(page)), ...(await checks.shadowedNames(page)), ...heard];
      };
      assert.deepEqual(await withPage(browser, folder, file, options, use, watch), [], file);
    }
  }
});

test('what a hostile team wrote is read as text', async () => {
  const text = await withPage(browser, folder, 'hostile.html', {}, (page) => checks.readableTexts(page));
  const words = text.join(' ');
  const shown = ATTACKS.filter((attack) => /^<[a-z]+/.test(attack) && words.includes(attack.slice(0, 8)));
  assert.ok(shown.length > 3, words);
});
