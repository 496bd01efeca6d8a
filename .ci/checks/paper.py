"""Holds the PDF and the DOCX beside each page to what the page says.

usage: paper.py PDFUA PAGE.html...

Each criterion with its verdict's word, and each paragraph that the page prints, is in both files; the PDF opens, is tagged, has its language and
title, and PDFUA (the program of the package `pdfua`) finds no error. Blanks are not compared: lines end where they end.
exit code: 0 as it should be; 1 a fault
"""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as tree
import zipfile
from html.parser import HTMLParser
from pathlib import Path

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BLOCKS = set("p li td th h1 h2 h3 h4 dt dd caption figcaption div section ul ol dl table tr thead tbody header main footer figure details body".split())
VOID = set("br img meta input hr link".split())
SILENT = set("script style summary fieldset svg title template".split())
HIDDEN = set("skip toc filter defs sr".split())
# Of a figure, the DOCX has the table and the PDF the picture.
SHARE = 0.01


def dense(text):
    """A text without blanks, and without the signs that stand for verdicts."""
    return re.sub(r"[\s●▲◆■○_\u200b]", "", text)


class Page(HTMLParser):
    """What a page prints, paragraph by paragraph, and the words of its verdicts by criterion."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.title, self.lang, self.said, self.verdicts = "", "", [], []
        self.stack, self.line = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        own = dict(attributes)
        if tag == "html":
            self.lang = own.get("lang", "")
        if tag in BLOCKS:
            self.end()
        if tag in VOID:
            return
        classes = set((own.get("class") or "").split())
        hidden = tag in SILENT or bool(classes & HIDDEN) or own.get("data-print") == "hide"
        self.stack.append((tag, hidden, own.get("data-criterion"), own.get("data-verdict"), len(self.line)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self.stack:
            name, _, criterion, _, start = self.stack.pop()
            if criterion and name == tag:
                self.verdicts.append((criterion, self.line[start:].strip()))
            if name == tag:
                break
        if tag in BLOCKS:
            self.end()

    def handle_data(self, data):
        if any(name == "title" for name, *_ in self.stack) and not any(name == "svg" for name, *_ in self.stack):
            self.title += data
        if not any(hidden for _, hidden, *_ in self.stack):
            self.line += data

    def end(self):
        if dense(self.line):
            self.said.append(self.line)
        self.line = ""


def docx(path):
    """The text, the language, the styles of headings and the counts of tables and of header rows of a DOCX."""
    with zipfile.ZipFile(path) as parts:
        if parts.testzip():
            raise ValueError("a part is damaged")
        for name in parts.namelist():
            tree.fromstring(parts.read(name))
        body = tree.fromstring(parts.read("word/document.xml"))
        lang = tree.fromstring(parts.read("word/styles.xml")).find(f".//{WORD}lang").get(f"{WORD}val")
    text = "\n".join("".join(run.text or "" for run in own.iter(f"{WORD}t")) for own in body.iter(f"{WORD}p"))
    heads = {own.get(f"{WORD}val") for own in body.iter(f"{WORD}pStyle")}
    tables = list(body.iter(f"{WORD}tbl"))
    headed = [own for own in tables if own.find(f".//{WORD}tblHeader") is not None]
    return text, lang, heads, len(tables), len(headed)


def pdf(path):
    """The text and the facts of a PDF, as poppler reads them; nothing where it is not there."""
    if not shutil.which("pdftotext"):
        return None, {}
    run = lambda *words: subprocess.run(words, check=True, capture_output=True, encoding="utf-8", errors="replace").stdout
    info = run("pdfinfo", "-isodates", str(path))
    facts = dict(line.split(":", 1) for line in info.splitlines() if ":" in line)
    facts = {key: value.strip() for key, value in facts.items()}
    # What stands between the head and the foot of each page, in the order of its content.
    text = run("pdftotext", "-raw", "-nopgbrk", "-x", "0", "-y", "44", "-W", "596", "-H", "758", str(path), "-")
    facts["structure"] = run("pdfinfo", "-struct", str(path))
    return text, facts


def faults(page, pdfua):
    own = Page(page.read_text("utf-8"))
    out = []
    text, lang, heads, tables, headed = docx(page.with_suffix(".docx"))
    out += compare("docx", own, text)
    if not lang.startswith(own.lang):
        out.append(f"docx: its language is {lang}")
    if "Heading1" not in heads or "Heading2" not in heads:
        out.append("docx: no headings")
    if headed != tables:
        out.append(f"docx: {headed} of {tables} tables have a header row")
    sheet = page.with_suffix(".pdf")
    text, facts = pdf(sheet)
    if text is not None:
        out += compare("pdf", own, text)
        if facts.get("Tagged") != "yes":
            out.append("pdf: not tagged")
        if dense(facts.get("Title", "")) != dense(own.title):
            out.append(f"pdf: its title is {facts.get('Title')}")
        if not facts.get("Page size", "").endswith("(A4)"):
            out.append(f"pdf: {facts.get('Page size')}")
        for tag in ("H1", "H2", "P"):
            if not re.search(rf"^\s*{tag}\b", facts["structure"], re.M):
                out.append(f"pdf: no {tag}")
    if f"/Lang({own.lang}" not in sheet.read_bytes().decode("latin-1").replace(" ", ""):
        out.append("pdf: no language")
    checked = subprocess.run([pdfua, "check", "--min-severity", "error", str(sheet)], capture_output=True, text=True)
    if checked.returncode:
        out.append(f"pdf: {checked.stdout}{checked.stderr}")
    return out, len(own.verdicts), len(own.said)


def compare(kind, own, text):
    told = dense(text)
    out = [f"{kind}: {code} {word}" for code, word in own.verdicts if word and dense(code + word) not in told and not headed(own, told, code, word)]
    lost = [said for said in own.said if dense(said) not in told]
    if len(lost) > SHARE * len(own.said):
        out.append(f"{kind}: {len(lost)} of {len(own.said)} paragraphs are not as on the page, as {[said.strip()[:160] for said in lost[:8]]}")
    return out


def headed(own, told, code, word):
    """Whether a paragraph that holds the code and the word is there."""
    return any(dense(said) in told for said in own.said if code in said and word in said)


def main(pdfua, pages):
    wrong, said = False, 0
    for page in map(Path, pages):
        out, verdicts, said = faults(page, pdfua)
        for fault in out:
            print(f"{page.name}: {fault}", file=sys.stderr)
        wrong = wrong or bool(out)
        print(f"{page.name}: {verdicts} verdicts and {said} paragraphs compared")
    if not pages or not said:
        print("no page", file=sys.stderr)
        wrong = True
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
