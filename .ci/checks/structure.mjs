// What can be read off the tree of a page without drawing it. Each check is given a document and
// returns one sentence for each fault.

import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';

const LOADING = ['src', 'srcset', 'poster', 'data', 'background', 'action', 'formaction', 'ping', 'manifest'];
const CARRIED = /^\s*data:/i;

function brief(element) {
  const id = element.id ? `#${element.id}` : '';
  return `<${element.localName}${id}>`;
}

/** Nothing that a browser would load: no reference but `data:`, in attributes and in styles. */
function fetch(document) {
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    for (const name of LOADING) {
      const value = element.getAttribute(name);
      if (value !== null && !CARRIED.test(value)) found.push(`${brief(element)} loads ${name}="${value}"`);
    }
    const target = element.getAttribute('href') ?? element.getAttribute('xlink:href');
    if (target !== null && !['a', 'area'].includes(element.localName) && !/^#|^\s*data:/i.test(target)) {
      found.push(`${brief(element)} loads href="${target}"`);
    }
    if (['iframe', 'frame', 'object', 'embed', 'base', 'form'].includes(element.localName)) found.push(`${brief(element)} has no place in a report`);
    if (element.localName === 'meta' && /refresh/i.test(element.getAttribute('http-equiv') ?? '')) found.push('<meta http-equiv="refresh">');
    const style = element.localName === 'style' ? element.textContent : element.getAttribute('style') ?? '';
    if (/@import/i.test(style)) found.push(`${brief(element)} has @import`);
    for (const [, url] of style.matchAll(/url\(\s*["']?([^"')]*)/gi)) {
      if (!/^#|^\s*data:/i.test(url)) found.push(`${brief(element)} loads url(${url})`);
    }
  }
  return found;
}

/** No script, in whatever place. */
function script(document) {
  const found = [...document.querySelectorAll('script')].map(() => 'a <script>');
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`${brief(element)} has ${name}`);
      if (/^\s*javascript:/i.test(value)) found.push(`${brief(element)} has ${name}="${value}"`);
    }
  }
  return found;
}

/** One policy that refuses by default, before anything it should hold back. */
function policy(document) {
  const metas = [...document.querySelectorAll('head > meta[http-equiv="Content-Security-Policy" i]')];
  if (metas.length !== 1) return [`${metas.length} content security policies in the head, not one`];
  const found = [];
  const rules = (metas[0].getAttribute('content') ?? '').split(';').map((rule) => rule.trim().split(/\s+/));
  const fallback = rules.find(([name]) => name === 'default-src');
  if (fallback?.join(' ') !== "default-src 'none'") found.push("the policy does not say default-src 'none'");
  for (const [name, ...sources] of rules) {
    const open = sources.filter((source) => !["'none'", "'unsafe-inline'", 'data:'].includes(source) && !/^'sha(256|384|512)-/.test(source));
    if (open.length > 0) found.push(`the policy opens ${name} to ${open.join(' ')}`);
  }
  if (rules.some(([name]) => name.startsWith('script-src'))) found.push('the policy speaks of scripts');
  const first = document.querySelector('style, link, script, img');
  if (first && !(metas[0].compareDocumentPosition(first) & 4)) found.push(`${brief(first)} stands before the policy`);
  return found;
}

/** One h1, first of all headings, and no level left out on the way down. */
function headings(document) {
  const found = [];
  const all = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')];
  const tops = all.filter((heading) => heading.localName === 'h1').length;
  if (tops !== 1) found.push(`${tops} h1, not one`);
  let above = 0;
  for (const heading of all) {
    const level = Number(heading.localName[1]);
    const words = heading.textContent.trim().replace(/\s+/g, ' ');
    if (level > above + 1) found.push(`h${level} “${words}” follows ${above === 0 ? 'nothing' : `h${above}`}`);
    if (words === '') found.push(`an empty h${level}`);
    above = level;
  }
  return found;
}

/** No identifier twice, and whatever refers to one finds it. */
function ids(document) {
  const found = [];
  const seen = new Set();
  for (const { id } of document.querySelectorAll('[id]')) {
    if (seen.has(id)) found.push(`id “${id}” stands twice`);
    seen.add(id);
  }
  for (const name of ['for', 'headers', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-details']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      for (const id of element.getAttribute(name).split(/\s+/)) {
        if (id !== '' && !seen.has(id)) found.push(`${brief(element)}: ${name} names “${id}”, which is nowhere`);
      }
    }
  }
  return found;
}

/** Whether a relative address leads to a file below a folder. */
function isBelow(folder, href) {
  if (/^[a-z][a-z0-9+.-]*:|^\/|\\/i.test(href)) return false;
  const path = join(folder, decodeURIComponent(href));
  return path.startsWith(join(folder, sep)) && existsSync(path);
}

/** Every link inside the page arrives; every other one is a web address, a mail address, or, where `folder` is given, a file below it. */
function anchors(document, folder = null) {
  const found = [];
  for (const link of document.querySelectorAll('a[href], area[href], use[href]')) {
    const href = link.getAttribute('href');
    if (href.startsWith('#')) {
      let id = href.slice(1);
      try {
        id = decodeURIComponent(id);
      } catch {
        // A lone percent sign stands for itself.
      }
      if (document.getElementById(id) === null) found.push(`${href} leads nowhere`);
    } else if (folder !== null && isBelow(folder, href)) {
      continue;
    } else if (!/^(https:\/\/|http:\/\/|mailto:)/.test(href)) {
      found.push(`“${href}” is neither in the page nor a web address`);
    }
  }
  return found;
}

export const STRUCTURE = { fetch, script, policy, headings, ids, anchors };
