// `okr report --serve` in the browser: a page that is open loads itself again when a file has changed, under
// the same policy, and nothing else is asked for.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { browserOfThisFile, folderOfThisFile } from './browser.mjs';
import { EXAMPLE, binary } from './report.mjs';

const CHECK_IN = 'check-ins/mei/2026-W47';

const browser = await browserOfThisFile();
const folder = folderOfThisFile();
cpSync(EXAMPLE, folder, { recursive: true });

async function address() {
  const args = ['-C', folder, '--today', '2026-11-20', 'report', '--serve', '0'];
  const server = spawn(binary(), args, { stdio: ['ignore', 'pipe', 'ignore'] });
  after(() => server.kill());
  for await (const line of createInterface({ input: server.stdout })) return line;
  throw new Error('the server says no address');
}

test('a page that is open loads itself again when a file has changed', async () => {
  const url = await address();
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const heard = [];
  page.on('console', (message) => heard.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && request.url() !== 'data:,') heard.push(`request: ${request.url()}`);
  });
  await page.goto(`${url}${CHECK_IN}.html`);
  const file = join(folder, `${CHECK_IN}.md`);
  writeFileSync(file, readFileSync(file, 'utf8').replace('## Progress\n', '## Progress\nQuite another beginning.\n\n'));
  await page.getByText('Quite another beginning.').first().waitFor();
  assert.deepEqual(heard, []);
  await page.close();
});
