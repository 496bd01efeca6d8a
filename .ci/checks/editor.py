"""Asks tombi's language server, as an editor does, what it completes and shows in a descriptor that names its schema.

usage: editor.py TOMBI FOLDER     (FOLDER holds garant.schema.json, in French)
"""

import json
import pathlib
import subprocess
import sys
import time

# Where each question is put: just before the sign.
TEXT = """#:schema ./garant.schema.json
garant = 1

[system]
pha@se = "monitoring"
name = "x"
@

[evaluation]
design = "retro@"
"""
QUESTIONS = [
    ("hover", "Phase la plus avancée qui est réellement commencée"),
    ("completion", '"label": "in-service-since"'),
    ("completion", "retrospective"),
]


class Server:
    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, "lsp", "--offline"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.asked = 0

    def send(self, method, params, **more):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params} | more).encode()
        self.write(body)

    def write(self, body):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def ask(self, method, params):
        self.asked += 1
        self.send(method, params, id=self.asked)
        while True:
            message = self.read()
            if message.get("id") == self.asked and "method" not in message:
                return message.get("result")
            if "id" in message:
                # What the server asks of an editor: nothing is set.
                answer = {"jsonrpc": "2.0", "id": message["id"], "result": None}
                self.write(json.dumps(answer).encode())

    def read(self):
        size = 0
        while line := self.process.stdout.readline().strip():
            key, _, value = line.partition(b":")
            if key.lower() == b"content-length":
                size = int(value)
        if not size:
            sys.exit("tombi's language server ended")
        return json.loads(self.process.stdout.read(size))


def main(program, folder):
    pieces = TEXT.split("@")
    path = pathlib.Path(folder, "garant.toml").resolve()
    path.write_text("".join(pieces), encoding="utf-8")
    server = Server(program, folder)
    root = path.parent.as_uri()
    server.ask("initialize", {"processId": None, "rootUri": root, "capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}})
    server.send("initialized", {})
    document = {"uri": path.as_uri(), "languageId": "toml", "version": 1, "text": "".join(pieces)}
    server.send("textDocument/didOpen", {"textDocument": document})
    before = ""
    for piece, (question, wanted) in zip(pieces, QUESTIONS):
        before += piece
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        # The server reads the document and the schema while it already answers.
        for _ in range(50):
            found = server.ask(f"textDocument/{question}", {"textDocument": {"uri": path.as_uri()}, "position": place})
            told = json.dumps(found, ensure_ascii=False)
            if wanted in told:
                break
            time.sleep(0.2)
        else:
            sys.exit(f"tombi, {question} at line {place['line'] + 1}: no {wanted} in {told[:400]}")
    server.process.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
