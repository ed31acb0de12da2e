// What the script adds, and that nothing is lost without it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, urlOf, withPage } from './browser.mjs';
import * as checks from './checks.mjs';
import { exampleReport, newest, sample } from './report.mjs';

const browser = await browserOfThisFile();
const folder = exampleReport(folderOfThisFile());

/** Runs `use(page, file)` on the newest page of a kind with `mark` in it; it must stay silent. */
async function onPage(kinds, mark, use, options = {}) {
  const file = kinds.map((kind) => newest(folder, kind, mark)).find(Boolean);
  assert.ok(file, `there is no page of ${kinds.join(' or ')} with ${mark}`);
  await withPage(browser, folder, file, options, async (page, heard) => {
    await use(page, file);
    assert.deepEqual(heard.filter((line) => !line.startsWith('request: file:')), []);
  });
}

test('a table sorts upwards, downwards and back to the written order', () =>
  onPage(['index'], '', async (page) => {
    const column = page.locator('table.sortable').first();
    const rows = column.locator('tbody tr:not(.group)');
    const buttons = column.locator('.sort');
    for (let n = 0; n < (await buttons.count()); n++) {
      const written = await rows.allInnerTexts();
      const header = buttons.nth(n).locator('xpath=..');
      await buttons.nth(n).click();
      assert.equal(await header.getAttribute('aria-sort'), 'ascending');
      const values = await sortValues(header, rows);
      assert.deepEqual(values, [...values].sort(inOrder), 'upwards');
      await buttons.nth(n).click();
      assert.equal(await header.getAttribute('aria-sort'), 'descending');
      assert.deepEqual(await sortValues(header, rows), [...values].sort((a, b) => inOrder(b, a)), 'downwards');
      await buttons.nth(n).click();
      assert.equal(await header.getAttribute('aria-sort'), null);
      assert.deepEqual(await rows.allInnerTexts(), written, 'back');
    }
  }));

async function sortValues(header, rows) {
  const column = await header.evaluate((cell) => cell.cellIndex);
  return rows.evaluateAll(
    (list, at) => list.map((row) => row.cells[at].getAttribute('data-v') || row.cells[at].textContent.trim()),
    column,
  );
}

function inOrder(a, b) {
  return Number.isNaN(Number(a)) || Number.isNaN(Number(b)) ? a.localeCompare(b) : a - b;
}

test('the filter leaves the rows that hold its text and says how many', () =>
  onPage(['index'], '', async (page) => {
    const box = page.locator('[data-for]').first();
    const rows = page.locator(`#${await box.getAttribute('data-for')} tbody tr:not(.group)`);
    const all = await rows.count();
    const [first] = (await rows.first().locator('th').innerText()).split('\n').filter((line) => /\w{4}/.test(line));
    const word = first.match(/\p{L}{4,}/u)[0];
    await box.locator('input').fill(word.toUpperCase());
    const shown = await rows.filter({ visible: true }).allTextContents();
    assert.ok(shown.length > 0 && shown.every((text) => text.toLowerCase().includes(word.toLowerCase())), word);
    assert.equal(await box.locator('output').innerText(), `${shown.length} of ${all}`);
    await box.locator('input').fill('no key result has this');
    assert.equal(await rows.filter({ visible: true }).count(), 0);
    assert.ok(await page.getByText('No key result matches').isVisible());
    await box.locator('input').fill('');
    assert.equal(await rows.filter({ visible: true }).count(), all);
  }));

test('a chip leaves the rows that bear its tag', () =>
  onPage(['index'], '', async (page) => {
    const box = page.locator('[data-for]').first();
    const rows = page.locator(`#${await box.getAttribute('data-for')} tbody tr:not(.group)`);
    for (const chip of await box.locator('button[data-tag]').all()) {
      const tag = await chip.getAttribute('data-tag');
      await chip.click();
      assert.equal(await chip.getAttribute('aria-pressed'), 'true');
      const tags = await rows.evaluateAll((list) => list.map((row) => row.dataset.tags.split(' ')));
      const shown = await rows.filter({ visible: true }).count();
      assert.equal(shown, tags.filter((list) => !tag || list.includes(tag)).length, `chip ${tag}`);
    }
  }));

test('the theme goes round by button and by key, and stays for the next page', () =>
  onPage(['index'], '', async (page, file) => {
    const theme = () => page.locator('html').getAttribute('data-theme');
    assert.equal(await theme(), null);
    await page.locator('[data-do="theme"]').click();
    assert.equal(await theme(), 'light');
    await page.keyboard.press('t');
    assert.equal(await theme(), 'dark');
    const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto(urlOf(folder, file));
    assert.equal(await theme(), 'dark');
    await page.keyboard.press('t');
    assert.equal(await theme(), null);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), dark);
  }));

test('the keys list themselves and can be switched off', () =>
  onPage(['index'], '', async (page) => {
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog');
    assert.ok(await dialog.isVisible());
    assert.deepEqual(await checks.accessibility(page), []);
    await dialog.getByRole('checkbox').uncheck();
    await dialog.getByRole('button').click();
    await page.keyboard.press('t');
    assert.equal(await page.locator('html').getAttribute('data-theme'), null);
    await page.locator('[data-do="keys"]').click();
    await dialog.getByRole('checkbox').check();
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'light');
  }));

test('the slash goes to the filter, where keys are letters', () =>
  onPage(['index'], '', async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('t?[');
    assert.equal(await page.locator('[data-for] input').first().inputValue(), 't?[');
    assert.equal(await page.locator('html').getAttribute('data-theme'), null);
  }));

test('the brackets turn the weeks', () =>
  onPage(['weeks', 'index'], 'rel="prev"', async (page) => {
    const here = page.url();
    const before = await page.locator('a[rel="prev"]').evaluate((link) => link.href);
    await page.keyboard.press('[');
    await page.waitForURL(before);
    if (before === here) return;
    await page.keyboard.press(']');
    await page.waitForURL(here);
  }));

test('the d key hides the changes and shows them again', () =>
  onPage(['check-ins', 'checkin'], 'data-diff', async (page) => {
    const toggle = page.locator('[data-diff]').first();
    const document = page.locator(`#${await toggle.getAttribute('data-diff')}`);
    await page.keyboard.press('d');
    assert.match(await document.getAttribute('class'), /\bclean\b/);
    assert.equal(await toggle.getAttribute('aria-pressed'), 'false');
    assert.equal(await document.locator('del:visible').count(), 0);
    await toggle.click();
    assert.doesNotMatch((await document.getAttribute('class')) || '', /\bclean\b/);
  }));

test('the first stop of the tab key skips to the content', () =>
  onPage(['index'], '', async (page) => {
    await page.keyboard.press('Tab');
    const target = await page.evaluate(() => document.activeElement.getAttribute('href'));
    assert.equal(target, '#main');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.closest('main') !== null));
  }));

test('nothing is lost without script', async () => {
  for (const { file } of sample(folder)) {
    const read = (options) => withPage(browser, folder, file, options, checks.readableTexts);
    const without = await read({ javaScriptEnabled: false });
    assert.deepEqual(without, await read({}), file);
    assert.ok(without.length >= 5, `${file} has ${without.length} texts`);
  }
});

test('controls that need the script are hidden without it', () =>
  onPage(
    ['index'],
    '',
    async (page) => {
      assert.equal(await page.locator('[data-do]:visible, [data-for]:visible').count(), 0);
    },
    { javaScriptEnabled: false },
  ));
