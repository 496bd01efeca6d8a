// Checks pages: first the proof that each check can fail, then the files of the command line.
// `run` starts it, with the folder of what is installed before the arguments.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { JSDOM, VirtualConsole } from 'jsdom';
import { drawn, prepare, undrawn } from './axe.mjs';
import { LOOKS, look, opened, started } from './browser.mjs';
import { html } from './html.mjs';
import { paper } from './paper.mjs';
import { STRUCTURE } from './structure.mjs';

/** Every check; each needs a bad page. */
const CODES = [
  'html',
  'size',
  ...Object.keys(STRUCTURE),
  ...Object.keys(LOOKS).map((name) => `axe-${name}`),
  'reflow',
  'paper-pages',
  'paper-decision',
  'paper-wide',
];

/** Sentences shown for one code of one page. */
const SHOWN = 5;

/** The command line is wrong. */
class Usage extends Error {}

/** Faults of one page by code; a code without fault is left out. */
async function faults(file, limits, browser) {
  const text = readFileSync(file, 'utf8');
  const found = { html: await html(text) };
  const size = statSync(file).size;
  if (limits.size !== null && size > limits.size * 1000) found.size = [`${size} bytes, more than ${limits.size} kB`];
  const { document } = new JSDOM(text, { virtualConsole: new VirtualConsole() }).window;
  for (const [code, check] of Object.entries(STRUCTURE)) found[code] = check(document, limits.beside ? dirname(file) : null);
  if (browser === null) {
    found['axe-light'] = await undrawn(text);
  } else {
    Object.assign(found, await seen(file, limits, browser, found.fetch));
  }
  return Object.fromEntries(Object.entries(found).filter(([, sentences]) => sentences.length > 0));
}

/** What only a browser sees. What the page asks for is added to `fetch`. */
async function seen(file, limits, browser, fetch) {
  const tab = await opened(browser, file);
  try {
    // A4 less margins of 15 mm.
    const wide = await fits(tab, 'print', limits.landscape ? 1009 : 680);
    const found = await paper(tab.page, limits);
    found['paper-wide'].push(...wide);
    found.reflow = await fits(tab, 'narrow', 320);
    await prepare(tab);
    for (const name of Object.keys(LOOKS)) found[`axe-${name}`] = await drawn(tab, name);
    fetch.push(...tab.asked.map((what) => `the browser tells of ${what}`));
    return found;
  } finally {
    await tab.page.close();
  }
}

/** Nothing sticks out to the right when the page is `width` wide. */
async function fits(tab, name, width) {
  await look(tab, name);
  await tab.page.setViewport({ width, height: LOOKS[name].height });
  const needed = await tab.page.evaluate(() => document.documentElement.scrollWidth);
  return needed > width ? [`${needed} px wide where there are ${width}`] : [];
}

function tell(file, found) {
  for (const [code, sentences] of Object.entries(found)) {
    for (const sentence of sentences.slice(0, SHOWN)) console.log(`${file}: ${code}: ${sentence}`);
    if (sentences.length > SHOWN) console.log(`${file}: ${code}: and ${sentences.length - SHOWN} more`);
  }
}

/** The codes that a bad page must be found to have: its name up to the first point, joined by “+”. */
function expected(name, browser) {
  const [codes, about] = name.split('.');
  if (browser !== null) return codes.split('+');
  return about === 'drawn' ? [] : codes.split('+').filter((code) => !/^(axe-(dark|narrow|print)|reflow|paper-.*)$/.test(code));
}

/** Does `work` on all `things`, two at a time, and returns the results in their order. */
async function each(things, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < things.length) {
      const place = next;
      next += 1;
      results[place] = await work(things[place]);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

/** Proves that each bad page is found at fault in what its name says and in nothing else, and the good ones in nothing. */
async function proof(folder, limits, browser) {
  const pages = ['good', 'bad'].flatMap((kind) =>
    readdirSync(join(folder, kind)).filter((name) => name.endsWith('.html')).sort().map((name) => ({ kind, name })),
  );
  const must = pages.map(({ kind, name }) => (kind === 'good' ? [] : expected(name, browser)));
  const is = await each(pages, ({ kind, name }) => {
    // No large page is kept: a small limit proves as much.
    const own = name.startsWith('size') ? { ...limits, size: 1 } : limits;
    return faults(join(folder, kind, name), own, browser);
  });
  let wrong = 0;
  for (const [place, { kind, name }] of pages.entries()) {
    const found = Object.keys(is[place]);
    if (must[place].toSorted().join() === found.toSorted().join()) continue;
    wrong += 1;
    console.log(`self-test: ${kind}/${name}: must be at fault in [${must[place]}], was found at fault in [${found}]`);
    tell(`self-test: ${kind}/${name}`, is[place]);
  }
  const proven = [...new Set(must.flat())].sort();
  const missing = browser === null ? [] : CODES.filter((code) => !proven.includes(code));
  for (const code of missing) console.log(`self-test: no bad page for ${code}`);
  if (wrong > 0 || missing.length > 0) return false;
  console.log(`self-test: ${proven.length} checks, each found its bad pages: ${proven.join(' ')}`);
  return true;
}

async function main(home, args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'self-test': { type: 'boolean' },
      'no-size': { type: 'boolean' },
      'max-size': { type: 'string', default: '400' },
      'max-pages': { type: 'string', default: '60' },
      decision: { type: 'string', default: 's1' },
      landscape: { type: 'boolean' },
      beside: { type: 'boolean' },
    },
  });
  const size = Number(values['max-size']);
  const pages = Number(values['max-pages']);
  if (!(size > 0) || !(pages > 0)) throw new Usage('--max-size and --max-pages take a number above 0');
  if (positionals.length === 0 && !values['self-test']) throw new Usage('no file to check');
  for (const file of positionals) {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Usage(`${file} is not a file`);
  }
  const limits = { size: values['no-size'] ? null : size, pages, decision: values.decision === 'none' ? null : values.decision, landscape: values.landscape, beside: values.beside };

  let browser = null;
  try {
    browser = await started(home, process.env.GARANT_CHROMIUM);
    console.log(`page checks: ${await browser.version()}, Node ${process.version}`);
  } catch (error) {
    console.error(`PAGE CHECKS WITHOUT A BROWSER: Chromium did not start (${error.message.split('\n')[0]}).`);
    console.error('Colours, the dark scheme, narrow screens and paper are NOT checked; see docs/contributing/checks.md.');
    if (process.env.GARANT_CHECKS === 'required') return 2;
  }
  try {
    if (!(await proof(process.env.GARANT_CHECKS_PAGES, { size: 400, pages: 60, decision: 's1' }, browser))) return 3;
    let failed = 0;
    const all = await each(positionals, (file) => faults(file, limits, browser));
    for (const [place, found] of all.entries()) {
      tell(positionals[place], found);
      if (Object.keys(found).length > 0) failed += 1;
    }
    if (positionals.length > 0) console.log(`pages: ${positionals.length - failed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  } finally {
    await browser?.close();
  }
}

try {
  process.exitCode = await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  const usage = error instanceof Usage || error.code?.startsWith('ERR_PARSE_ARGS');
  console.error(`page checks: ${usage ? error.message : error.stack}`);
  process.exitCode = usage ? 2 : 3;
}
