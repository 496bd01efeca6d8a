// The rules of WCAG 2.2, levels A and AA, that a machine can decide, by axe-core.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { JSDOM, VirtualConsole } from 'jsdom';
import { look } from './browser.mjs';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const OPTIONS = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'], iframes: false, elementRef: false };
// Without a drawn page there are no colours and no sizes.
const UNDRAWN = { 'color-contrast': { enabled: false }, 'target-size': { enabled: false }, 'scrollable-region-focusable': { enabled: false } };
// Paper has nothing to press.
const PRINTED = { 'target-size': { enabled: false }, 'scrollable-region-focusable': { enabled: false } };

function told({ violations }) {
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ target }) => `${id}: ${help} at ${target.join(' ')}${nodes.length > 3 ? ` (and others, ${nodes.length} in all)` : ''}`),
  );
}

/** Puts axe into an opened page, and unfolds what is folded so that it is seen too. */
export async function prepare({ page }) {
  await page.evaluate(SOURCE);
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
}

/** The faults of a prepared page in one of the looks. */
export async function drawn(tab, name) {
  await look(tab, name);
  const options = name === 'print' ? { ...OPTIONS, rules: PRINTED } : OPTIONS;
  return told(await tab.page.evaluate((chosen) => window.axe.run(document, chosen), options));
}

/** The faults that show without a browser: fewer rules, and none on colours. */
export async function undrawn(text) {
  const { window } = new JSDOM(text, { runScripts: 'outside-only', pretendToBeVisual: true, virtualConsole: new VirtualConsole() });
  window.eval(SOURCE);
  const result = await window.axe.run(window.document, { ...OPTIONS, rules: UNDRAWN });
  const found = told(result);
  window.close();
  return found;
}
