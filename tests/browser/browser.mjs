// Starts the browser and opens pages from disk. What is checked of them is in the *.test.mjs files.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// A closed network answers each background request of the browser with a refusal; none is made.
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--no-sandbox',
];

function executable() {
  const named = process.env.CHROMIUM;
  const found = named || CANDIDATES.find((path) => existsSync(path));
  if (!found || !existsSync(found)) {
    throw new Error(`no browser: install Chromium, or name one in CHROMIUM (looked at ${named || CANDIDATES.join(', ')})`);
  }
  return found;
}

/** The one browser of a test file, closed after its last test. */
export async function browserOfThisFile() {
  const browser = await launch();
  after(() => browser.close());
  return browser;
}

/** An empty folder, removed after the last test of a file. */
export function folderOfThisFile() {
  const folder = mkdtempSync(join(tmpdir(), 'okr-browser-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function launch() {
  return chromium.launch({ executablePath: executable(), args: QUIET });
}

/**
 * Opens a page of a report from disk and runs `use(page, heard)`. `heard` collects what a quiet page
 * never does: console messages, errors, dialogs, new windows, and requests beyond its three files.
 * `options` are those of a browser context; the script `before`, if any, runs ahead of the page's own.
 */
export async function withPage(browser, folder, file, options, use, before) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    context.setDefaultTimeout(10_000);
    if (before) await context.addInitScript(before);
    const page = await context.newPage();
    const heard = listen(page, folder, file);
    await page.goto(urlOf(folder, file));
    return await use(page, heard);
  } finally {
    await context.close();
  }
}

export function urlOf(folder, file) {
  return pathToFileURL(join(folder, file)).href;
}

function listen(page, folder, file) {
  const heard = [];
  const expected = ['style.css', 'report.js', file].map((name) => urlOf(folder, name));
  page.on('console', (message) => heard.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on('popup', (popup) => heard.push(`window: ${popup.url()}`));
  page.on('request', (request) => {
    const url = request.url().split('#')[0];
    // The empty icon is written into the page itself.
    if (!expected.includes(url) && url !== 'data:,') heard.push(`request: ${url}`);
  });
  return heard;
}
