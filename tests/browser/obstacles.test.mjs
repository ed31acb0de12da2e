// The page of obstacles and actions: its filters narrow all of its tables at once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import { exampleReport } from './report.mjs';

const browser = await browserOfThisFile();
const folder = exampleReport(folderOfThisFile());

const onPage = (use) => withPage(browser, folder, 'obstacles.html', {}, use);

/** All rows of the tables that the filters are for, with their tags and whether they are shown. */
function rowsOf(page) {
  return page.evaluate(() => {
    const ids = document.querySelector('[data-for]').dataset.for.split(' ');
    const tables = ids.map((id) => document.getElementById(id)).filter(Boolean);
    const rows = tables.flatMap((table) => [...table.querySelectorAll('tbody tr:not(.group)')]);
    return rows.map((row) => ({ tags: row.dataset.tags.split(' '), text: row.textContent.toLowerCase(), shown: !row.hidden }));
  });
}

test('each choice leaves the rows that bear its tag, in every table', () =>
  onPage(async (page) => {
    const all = (await rowsOf(page)).length;
    assert.ok(all > 10);
    for (const select of await page.locator('[data-for] select').all()) {
      const tags = await select.locator('option').evaluateAll((list) => list.map((option) => option.value).filter(Boolean));
      let kept = 0;
      for (const tag of tags) {
        await select.selectOption(tag);
        const rows = await rowsOf(page);
        for (const row of rows) assert.equal(row.shown, row.tags.includes(tag), `${tag}: ${row.text}`);
        const shown = rows.filter((row) => row.shown).length;
        kept += shown;
        assert.equal(await page.locator('[data-for] output').innerText(), `${shown} of ${all}`);
      }
      assert.ok(kept > 0, `nothing bears one of ${tags}`);
      await select.selectOption('');
    }
  }));

test('choices and text narrow together, and what is left says so', () =>
  onPage(async (page) => {
    const owner = page.locator('#f-owner');
    const tag = await owner.locator('option').nth(1).getAttribute('value');
    await owner.selectOption(tag);
    const mine = (await rowsOf(page)).filter((row) => row.shown);
    const word = mine[0].text.match(/\p{L}{5,}/u)[0];
    await page.locator('#f-text').fill(word);
    const rows = await rowsOf(page);
    const expected = rows.filter((row) => row.tags.includes(tag) && row.text.includes(word));
    assert.deepEqual(rows.filter((row) => row.shown), expected);
    await page.locator('#f-text').fill('no obstacle has this');
    assert.ok(await page.locator('#stuck-empty').isVisible());
    assert.equal(await page.locator('tbody tr:visible:not(.group)').count(), 0);
  }));
