// What is asked of a page that is open: each function answers with a list of what is wrong.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

export const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:";

/** Violations that axe-core finds. */
export async function accessibility(page) {
  // Given to the page by the debugger, so that the page's own policy holds meanwhile.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (values) => {
    const result = await globalThis.axe.run(document, { preload: false, runOnly: { type: 'tag', values } });
    return result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html) }));
  }, RULES);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.slice(0, 3).join('\n    ')}`);
}

/** Whether the page is wider than its window, and which elements make it so. */
export async function sidewaysScroll(page, width) {
  await page.setViewportSize({ width, height: 900 });
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const { right } = element.getBoundingClientRect();
      return right > root.clientWidth + 0.5 && !element.closest('[tabindex]');
    });
    const names = wide.slice(-3).map((element) => element.outerHTML.slice(0, 120));
    return [`${root.scrollWidth} px of content in ${root.clientWidth} px: ${names.join(' | ')}`];
  });
}

/** Whether the policy stands in the head, as it must be, before anything it has to guard. */
export async function policy(page) {
  return page.evaluate((expected) => {
    const [meta, ...more] = document.querySelectorAll('meta[http-equiv="Content-Security-Policy" i]');
    if (!meta || more.length > 0) return ['there is not exactly one policy'];
    const wrong = meta.content === expected ? [] : [`the policy is ${meta.content}`];
    const guarded = document.querySelector('link, script, style, img, svg, base');
    const isFirst = meta.compareDocumentPosition(guarded) & Node.DOCUMENT_POSITION_FOLLOWING;
    return isFirst && meta.parentNode === document.head ? wrong : [...wrong, 'the policy comes too late'];
  }, POLICY);
}

/** Elements, attributes and addresses that no page of a report may hold. */
export async function activeContent(page) {
  return page.evaluate(() => {
    const found = [];
    const say = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
    const forbidden =
      'iframe, frame, object, embed, applet, form, base, portal, style, template, slot, noscript, audio, video, ' +
      'source, track, picture, math, marquee, foreignObject, animate, set, animateTransform, image, feImage, ' +
      'meta[http-equiv="refresh" i], [srcdoc], [srcset], [ping], [formaction], [style], [download]';
    for (const element of document.querySelectorAll(forbidden)) say('element', element);
    for (const element of document.querySelectorAll('script')) {
      if (!/^(\.\.\/)*report\.js$/.test(element.getAttribute('src')) || element.text) say('script', element);
    }
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) say('handler', element);
        if (/^(xlink:)?href$|^src$|^action$|^data$/i.test(name) && !isKnown(element, value)) say('address', element);
      }
    }
    return found;

    function isKnown(element, value) {
      if (element.type === 'application/atom+xml') return /^(\.\.\/)*feed\.xml$/.test(value) && element.rel === 'alternate';
      if (element.localName === 'link') return /^(\.\.\/)*style\.css$|^data:,$/.test(value) || /^(prev|next)$/.test(element.rel);
      if (element.localName === 'use') return value.startsWith('#');
      if (element.localName === 'img') return value.startsWith('data:image/png;base64,');
      if (element.localName === 'script') return true;
      const { protocol } = new URL(value, document.baseURI);
      return ['http:', 'https:', 'mailto:'].includes(protocol) || (protocol === 'file:' && !/^[a-z]*:|^\//i.test(value));
    }
  });
}

/** Ids that stand twice, and names of the document that an element hides. */
export async function shadowedNames(page) {
  return page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the id ${id} stands twice`);
    const own = Object.getOwnPropertyNames(Document.prototype);
    const named = [...document.querySelectorAll('[name]:not(meta)')].map((element) => element.getAttribute('name'));
    return [...twice, ...named.filter((name) => own.includes(name)).map((name) => `document.${name} is hidden`)];
  });
}

/** Links to files of the report that are not there, by `exists(file, anchor)` of the caller. */
export async function links(page) {
  return page.evaluate(() => [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')));
}

/** Opens everything that folds. */
export async function unfold(page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/** The texts that a reader sees: of each heading, cell, item and paragraph that is not for scripts alone. */
export async function readableTexts(page) {
  await unfold(page);
  return page.evaluate(() => {
    const blocks = document.querySelectorAll('main :is(h1, h2, h3, h4, p, li, th, td, dt, dd, summary)');
    const seen = [...blocks].filter((block) => !block.closest('body .js') && block.checkVisibility({ visibilityProperty: true }));
    return seen.map((block) => block.innerText.replace(/\s+/g, ' ').trim()).filter(Boolean);
  });
}
