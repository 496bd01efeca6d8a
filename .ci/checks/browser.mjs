// One browser for every page: the Chromium of an npm package, so the same version everywhere, with
// fonts that other packages here bring, so that paper breaks at the same places everywhere.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

/** A4 at 96 dots an inch. */
const A4 = { width: 794, height: 1123 };

/** How a page is looked at. */
export const LOOKS = {
  light: { scheme: 'light', media: 'screen', width: 1280, height: 900 },
  dark: { scheme: 'dark', media: 'screen', width: 1280, height: 900 },
  narrow: { scheme: 'light', media: 'screen', width: 320, height: 640 },
  print: { scheme: 'light', media: 'print', ...A4 },
};

/** Unpacks the browser of the package into `home` and returns its path; it is not unpacked twice. */
function unpacked(home) {
  const packed = join(home, 'node_modules/@sparticuz/chromium/bin');
  const room = join(home, 'chromium');
  const program = join(room, 'chromium');
  if (existsSync(program)) return program;
  mkdirSync(room, { recursive: true });
  for (const name of ['al2023', 'swiftshader']) {
    const archive = join(room, `${name}.tar`);
    writeFileSync(archive, brotliDecompressSync(readFileSync(join(packed, `${name}.tar.br`))));
    execFileSync('tar', ['-xf', archive, '-C', room]);
    rmSync(archive);
  }
  writeFileSync(program, brotliDecompressSync(readFileSync(join(packed, 'chromium.br'))), { mode: 0o755 });
  rmSync(join(packed, 'chromium.br'));
  return program;
}

/** Writes a font configuration that knows only the fonts under `home`, and returns its path. */
function fonts(home) {
  const file = join(home, 'fonts.conf');
  const alias = ['system-ui', 'sans-serif', 'serif', 'monospace', 'Arial', 'Helvetica']
    .map((family) => `<alias binding="same"><family>${family}</family><prefer><family>Liberation Sans</family></prefer></alias>`);
  writeFileSync(file, `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${join(home, 'node_modules/pdfjs-dist/standard_fonts')}</dir>
<cachedir>${join(home, 'fontcache')}</cachedir>
${alias.join('\n')}
</fontconfig>
`);
  return file;
}

/** Starts a browser: `own` when a path is given, else the one of the package. Throws when it does not start. */
export async function started(home, own) {
  const { default: puppeteer } = await import('puppeteer-core');
  const env = { ...process.env, HOME: home };
  if (!own) {
    env.LD_LIBRARY_PATH = join(home, 'chromium/lib');
    env.FONTCONFIG_FILE = fonts(home);
  }
  return puppeteer.launch({
    executablePath: own || unpacked(home),
    headless: 'shell',
    env,
    protocolTimeout: 120_000,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-first-run', '--font-render-hinting=none'],
  });
}

/** Opens a file in a new tab. `asked` collects what the page asked for beyond itself, and what its policy refused. */
export async function opened(browser, file) {
  const page = await browser.newPage();
  const self = pathToFileURL(file).href;
  const asked = [];
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (request.url().split('#')[0] === self) return request.continue();
    if (!request.url().startsWith('data:')) asked.push(request.url());
    return request.url().startsWith('data:') ? request.continue() : request.abort();
  });
  page.on('console', (line) => {
    if (line.type() === 'error' && /^(Loading|Refused to load|Failed to load)/.test(line.text())) asked.push(line.text());
  });
  await page.goto(self, { waitUntil: 'load' });
  return { page, session: await page.createCDPSession(), asked };
}

/** Gives the page one of the looks. */
export async function look({ page, session }, name) {
  const { scheme, media, width, height } = LOOKS[name];
  // In one message: each replaces what the one before it said.
  await session.send('Emulation.setEmulatedMedia', { media, features: [{ name: 'prefers-color-scheme', value: scheme }] });
  await page.setViewport({ width, height });
}
