// The page on A4 paper, as Chromium prints it.

const END = 'xqendofdecisionqx';

/**
 * Prints and reads the paper again. `limits.pages` is the most pages allowed; `limits.decision` the
 * id of the section that ends on the first page, or null. Returns faults by code.
 */
export async function paper(page, limits) {
  const found = { 'paper-pages': [], 'paper-decision': [], 'paper-wide': [] };
  if (limits.decision !== null) {
    const there = await page.evaluate((id, word) => {
      const section = document.getElementById(id);
      if (section === null) return false;
      const mark = document.createElement('div');
      mark.textContent = word;
      mark.style.cssText = 'height:0;margin:0;padding:0;border:0;font-size:1px;line-height:0;text-transform:none;break-before:avoid';
      section.append(mark);
      return true;
    }, limits.decision, END);
    if (!there) found['paper-decision'].push(`no element has the id “${limits.decision}”`);
  }
  const bytes = await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: false, tagged: false, timeout: 120_000 });
  const { getDocument, VerbosityLevel } = await reader();
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS, useSystemFonts: false });
  const pdf = await task.promise;
  if (pdf.numPages > limits.pages) found['paper-pages'].push(`${pdf.numPages} pages of paper, more than ${limits.pages}`);
  const [left, bottom, right, top] = (await pdf.getPage(1)).view;
  const [width, height] = limits.landscape ? [842, 595] : [595, 842];
  if (Math.abs(right - left - width) > 2 || Math.abs(top - bottom - height) > 2) found['paper-wide'].push('the first page is not A4');
  if (limits.decision !== null && found['paper-decision'].length === 0) {
    const at = await ends(pdf);
    if (at !== 1) found['paper-decision'].push(`the section “${limits.decision}” ends on page ${at}, not on the first`);
  }
  await task.destroy();
  return found;
}

/** The PDF reader. It wants a canvas, and complains of its absence, only to draw; here it reads words. */
async function reader() {
  const said = console.warn;
  console.warn = () => {};
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) globalThis[name] ??= class {};
  try {
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } finally {
    console.warn = said;
  }
}

/** The page on which the mark was printed. */
async function ends(pdf) {
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    if (items.map((item) => item.str).join('').replace(/\s/g, '').includes(END)) return number;
  }
  throw new Error('the mark at the end of the decision was not printed');
}
