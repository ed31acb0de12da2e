// Forced colours: shape and word stay where the colours are the reader's own, and cells keep an outline.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import * as checks from './checks.mjs';
import { exampleReport, sample } from './report.mjs';

const browser = await browserOfThisFile();
const folder = exampleReport(folderOfThisFile());
const FORCED = { forcedColors: 'active' };

test('confidence keeps its colour and shape, and a cell its outline', () =>
  withPage(browser, folder, 'index.html', FORCED, async (page) => {
    const looks = await page.evaluate(() => {
      const shape = (selector) => {
        const style = getComputedStyle(document.querySelector(selector), '::before');
        return [style.backgroundColor, style.clipPath, style.borderRadius, style.transform, style.width].join(' ');
      };
      const cell = getComputedStyle(document.querySelector('td.c'));
      return { shapes: ['.conf.v', '.conf.g', '.conf.n'].map(shape), outline: cell.outlineStyle };
    });
    assert.equal(new Set(looks.shapes).size, 3, looks.shapes.join('\n'));
    assert.equal(looks.outline, 'solid');
  }));

test('a cell that disagrees keeps its frame', () =>
  withPage(browser, folder, 'index.html', FORCED, async (page) => {
    const frames = await page.locator('.agree td.odd').evaluateAll((list) => list.map((cell) => getComputedStyle(cell).outlineStyle));
    assert.ok(frames.length > 0 && frames.every((style) => style === 'solid'), frames.join());
  }));

test('every kind of page is read the same with forced colours', async () => {
  for (const { file } of sample(folder, 1)) {
    const read = (options) => withPage(browser, folder, file, options, checks.readableTexts);
    assert.deepEqual(await read(FORCED), await read({}), file);
  }
});
