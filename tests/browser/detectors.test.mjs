// The checks themselves: each must find its fault on a page made for it.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import * as checks from './checks.mjs';

const HEAD = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${checks.POLICY}"><title>A page</title></head>`;

const browser = await browserOfThisFile();
const folder = folderOfThisFile();

function withMarkup(markup, options, use) {
  writeFileSync(join(folder, 'bad.html'), markup);
  return withPage(browser, folder, 'bad.html', options, use);
}

test('a page with a script in it is heard', async () => {
  const markup = '<script>console.log("ran"); alert("ran"); fetch("https://example.com/a").catch(() => {})</script>';
  await withMarkup(markup, {}, async (page, heard) => {
    assert.ok(heard.includes('console: ran'), heard.join('\n'));
    assert.ok(heard.includes('dialog: ran'), heard.join('\n'));
    assert.ok(heard.includes('request: https://example.com/a'), heard.join('\n'));
  });
});

test('what the policy refuses is heard', async () => {
  await withMarkup(`${HEAD}<body><p style="color: red">a</p><img src="https://example.com/b.png">`, {}, async (page, heard) => {
    assert.equal(heard.filter((line) => line.startsWith('console: ')).length, 2, heard.join('\n'));
  });
});

test('another file of the disk is heard', async () => {
  await withMarkup('<img src="../other.png">', {}, async (page, heard) => {
    assert.ok(heard.some((line) => /^request: file:.*other\.png$/.test(line)), heard.join('\n'));
  });
});

test('a missing, weak or late policy is found', async () => {
  await withMarkup('<p>a', {}, async (page) => assert.equal((await checks.policy(page)).length, 1));
  const late = HEAD.replace('<meta charset', '<link rel="icon" href="data:,"><meta charset');
  await withMarkup(late, {}, async (page) => assert.deepEqual(await checks.policy(page), ['the policy comes too late']));
  const weak = HEAD.replace("'none'", '*').replace('</head>', '<link rel="icon" href="data:,"></head>');
  await withMarkup(weak, {}, async (page) => assert.match((await checks.policy(page))[0], /^the policy is/));
});

test('a page wider than its window is found', async () => {
  await withMarkup(`${HEAD}<body><pre>${'wide '.repeat(100)}</pre>`, {}, async (page) => {
    assert.match((await checks.sidewaysScroll(page, 320))[0], /px of content in 320 px/);
  });
});

test('active content of every kind is found', async () => {
  const kinds = [
    '<script>1</script>', '<script src="https://example.com/a.js"></script>', '<p onclick="a()">a</p>',
    '<a href="javascript:a()">a</a>', '<a href=" java\tscript:a()">a</a>', '<a href="data:text/html,a">a</a>',
    '<a href="/etc/passwd">a</a>', '<a href="file:///etc/passwd">a</a>', '<a href="//example.com/a">a</a>', '<img src="https://example.com/a.png">',
    '<svg><use href="https://example.com/a.svg#a"/></svg>', '<svg><a xlink:href="javascript:a()"></a></svg>',
    '<svg><foreignObject></foreignObject></svg>', '<svg><animate attributeName="href"/></svg>', '<math><mi>a</mi></math>',
    '<iframe></iframe>', '<object></object>', '<form></form>', '<base href="a">', '<p style="color:red">a</p>',
    '<meta http-equiv="Refresh" content="9000">', '<link rel="stylesheet" href="other.css">',
    '<link rel="stylesheet" type="application/atom+xml" href="feed.xml">', '<link rel="alternate" type="application/atom+xml" href="https://example.com/feed.xml">', '<video></video>', '<style>a{}</style>',
  ];
  for (const kind of kinds) {
    await withMarkup(`<!doctype html><body>${kind}`, { javaScriptEnabled: false }, async (page) => {
      assert.notDeepEqual(await checks.activeContent(page), [], kind);
    });
  }
  await withMarkup('<p id="a">a</p><p id="a">b</p><img name="getElementById">', {}, async (page) => {
    assert.equal((await checks.shadowedNames(page)).length, 2);
  });
});

test('a fault of accessibility is found', async () => {
  await withMarkup(`${HEAD}<body><main><h1>A</h1><img src="data:image/png;base64,"></main>`, {}, async (page) => {
    assert.match((await checks.accessibility(page)).join('\n'), /image-alt/);
  });
});

test('a text that only a script shows is found', async () => {
  const markup = '<main><h1>A</h1><p hidden>B</p></main><script>document.querySelector("p").hidden = false</script>';
  await withMarkup(markup, {}, async (page) => assert.deepEqual(await checks.readableTexts(page), ['A', 'B']));
  await withMarkup(markup, { javaScriptEnabled: false }, async (page) => assert.deepEqual(await checks.readableTexts(page), ['A']));
});
