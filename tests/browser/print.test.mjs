// The pages on A4 and Letter, printed as a browser does by default: without background graphics.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import { EXAMPLE, exampleReport, newest, pages, report } from './report.mjs';

/** The most sheets that a page of a kind may need for the example's team. */
const SHEETS = { index: 3, weeks: 3, objectives: 2, people: 1, 'check-ins': 2, agendas: 1, obstacles: 2 };

const browser = await browserOfThisFile();
const folder = exampleReport(folderOfThisFile());

/** Of the check-ins the newest, of all other kinds every page. */
function printed() {
  const all = pages(folder).filter(({ kind }) => kind in SHEETS && kind !== 'check-ins');
  return [...all, { file: newest(folder, 'check-ins'), kind: 'check-ins' }];
}

for (const format of ['A4', 'Letter']) {
  test(`pages fit on their sheets of ${format}`, async () => {
    for (const { file, kind } of printed()) {
      const most = SHEETS[kind];
      await withPage(browser, folder, file, {}, async (page) => {
        const pdf = await page.pdf({ format, printBackground: false, preferCSSPageSize: false });
        const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
        assert.ok(sheets <= most, `${file}: ${sheets} sheets, ${most} at most`);
      });
    }
  });
}

/** The example, in which Mei has three key results with signals: Kofi's `stop-codes` is hers, with his words. */
function teamOfThree() {
  const team = join(mkdtempSync(join(tmpdir(), 'okr-three-')), 'team');
  cpSync(EXAMPLE, team, { recursive: true });
  const objective = join(team, 'okrs/2026-autumn/ticket-before-the-doors.md');
  writeFileSync(objective, readFileSync(objective, 'utf8').replace('owner: kofi', 'owner: mei'));
  for (const name of readdirSync(join(team, 'check-ins/mei'))) {
    const file = join(team, 'check-ins/mei', name);
    let theirs = '';
    try {
      theirs = readFileSync(join(team, 'check-ins/kofi', name), 'utf8');
    } catch {
      continue;
    }
    const said = theirs.match(/ {2}ticket-before-the-doors\/stop-codes:\n(?: {4}.*\n)+/)?.[0] ?? '';
    const progress = theirs.match(/### [^\n]*stop-codes\n(?:[^#\n].*\n)+/)?.[0] ?? '';
    const text = readFileSync(file, 'utf8').replace('key-results:\n', `key-results:\n${said}`);
    writeFileSync(file, text.replace('## Progress\n', `## Progress\n${progress}\n`));
  }
  return team;
}

test('an agenda of three key results with signals fits on one sheet', async () => {
  const folder = join(folderOfThisFile(), 'three');
  report(teamOfThree(), folder, '--today', '2026-11-20');
  const file = 'agendas/mei/2026-W47.html';
  const html = readFileSync(join(folder, file), 'utf8');
  assert.equal(html.match(/class="krhead"/g).length, 3);
  for (const format of ['A4', 'Letter']) {
    await withPage(browser, folder, file, {}, async (page) => {
      const pdf = await page.pdf({ format, printBackground: false, preferCSSPageSize: false });
      assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1, format);
    });
  }
});
