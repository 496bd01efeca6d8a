//! One `git cat-file --batch`: objects by name, one after the other.

use std::io::{self, BufRead as _, BufReader, Read as _, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::command;

/// A tree or a commit of more bytes is nobody's.
pub(super) const MAX_TREE: u64 = 8 * 1024 * 1024;

/// An object that git has: its id, its kind and how many bytes it has, which are to be read next.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) size: u64,
}

/// A running `git cat-file --batch`.
#[derive(Debug)]
pub(super) struct Batch {
    git: Child,
    asked: Option<ChildStdin>,
    told: BufReader<ChildStdout>,
}

impl Batch {
    pub(super) fn start() -> io::Result<Self> {
        let mut git = command()
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let asked = git.stdin.take();
        let told = git.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self {
            git,
            asked,
            told: BufReader::new(told),
        })
    }

    /// Asks for an object; nothing where git has none of that name, or several.
    pub(super) fn ask(&mut self, name: &str) -> io::Result<Option<Object>> {
        // A line is a name: one with a line end would be two.
        if name.contains(['\n', '\r', '\0']) {
            return Ok(None);
        }
        let asked = self.asked.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        asked.write_all(format!("{name}\n").as_bytes())?;
        asked.flush()?;
        let mut line = Vec::new();
        self.told.read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line).into_owned();
        let Some(line) = line.strip_suffix('\n') else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let mut parts = line.rsplitn(3, ' ');
        let (size, kind, id) = (parts.next(), parts.next(), parts.next());
        let size = size.and_then(|size| size.parse().ok());
        Ok(match (size, kind, id) {
            (Some(size), Some(kind), Some(id)) => Some(Object {
                id: id.to_owned(),
                kind: kind.to_owned(),
                size,
            }),
            _ => None,
        })
    }

    /// Copies the bytes of the object that was just told.
    pub(super) fn copy(&mut self, object: &Object, to: &mut dyn Write) -> io::Result<()> {
        let copied = io::copy(&mut (&mut self.told).take(object.size), to)?;
        let mut end = [0];
        self.told.read_exact(&mut end)?;
        if copied == object.size {
            Ok(())
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }

    /// The bytes of a small object by its name: nothing where there is none of that kind with so few.
    pub(super) fn small(
        &mut self,
        name: &str,
        kind: &str,
        most: u64,
    ) -> io::Result<Option<(String, Vec<u8>)>> {
        let Some(object) = self.ask(name)? else {
            return Ok(None);
        };
        if object.kind != kind || object.size > most {
            self.copy(&object, &mut io::sink())?;
            return Ok(None);
        }
        let mut bytes = Vec::new();
        self.copy(&object, &mut bytes)?;
        Ok(Some((object.id, bytes)))
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // At the end of its input, git ends by itself; one that waits to be read would not.
        drop(self.asked.take());
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}
