//! Files of a git revision, written `REV:PATH`: read from the objects of the repository where the program runs, never from the work tree.
//!
//! Git alone is asked, without a shell. Nothing that the repository configures is run: no hook, filter, monitor or transfer; and nothing
//! is written.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::{Failure, MAX_DEPTH, MAX_FILE, MAX_FOLDER};

/// What is not there. Each has words, `terminal.git-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is no git here.
    Git,
    /// The program does not run in a repository.
    Repository,
    /// The repository has no such commit.
    Commit,
    /// The commit has nothing at that path.
    Path,
}

impl Refused {
    /// The key of its words.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Git => "terminal.git-none",
            Self::Repository => "terminal.git-no-repository",
            Self::Commit => "terminal.git-no-revision",
            Self::Path => "terminal.git-no-path",
        }
    }
}

/// The revision and the path of `REV:PATH`; nothing where a file of that very name is there, or it is no such text.
pub(crate) fn parts(text: &str) -> Option<(&str, &str)> {
    if super::exists(Path::new(text)) {
        return None;
    }
    let mut depth = 0_usize;
    // A search such as `HEAD^{/fix: x}` holds colons of its own.
    let at = text.char_indices().find(|(_, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *c == ':' && depth == 0
    });
    let (at, _) = at?;
    let (revision, path) = (text.get(..at)?, text.get(at + 1..)?);
    (!revision.is_empty() && !path.is_empty()).then_some((revision, path))
}

/// A commit of the repository where the program runs.
#[derive(Clone, Debug)]
pub(crate) struct Revision {
    commit: String,
    prefix: String,
}

/// What stands in a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    File,
    Link,
    /// A commit of another repository.
    Other,
}

impl Revision {
    /// Finds the commit of a name such as `HEAD~1`, a tag or a digest.
    pub(crate) fn open(name: &str) -> Result<Self, Refused> {
        let prefix = told(&["rev-parse", "--show-prefix"])?.ok_or(Refused::Repository)?;
        // What begins so would be an option.
        if name.starts_with('-') || name.contains(['\n', '\0']) {
            return Err(Refused::Commit);
        }
        let commit = format!("{name}^{{commit}}");
        let found = told(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ])?;
        let commit = found.ok_or(Refused::Commit)?.trim().to_owned();
        Ok(Self {
            commit,
            prefix: prefix.trim_end_matches(['\n', '\r']).to_owned(),
        })
    }

    /// The path in the tree of one that begins where the program runs; nothing where it leads out of the repository.
    pub(crate) fn path(&self, path: &str) -> Option<String> {
        if path.starts_with('/') || path.contains(['\n', '\0']) {
            return None;
        }
        inside(&format!("{}{path}", self.prefix))
    }

    /// What stands below a path of the tree, files and links with their paths in the tree; the path itself where it is a file.
    pub(crate) fn below(&self, path: &str) -> Result<Vec<(String, Kind)>, Refused> {
        let mut args = vec!["ls-tree", "-r", "-z", "--full-tree", &self.commit];
        if !path.is_empty() {
            args.extend(["--", path]);
        }
        let listed = told(&args)?.ok_or(Refused::Commit)?;
        let entry = |line: &str| {
            let (head, path) = line.split_once('\t')?;
            let kind = match head.split(' ').next()? {
                "100644" | "100755" => Kind::File,
                "120000" => Kind::Link,
                _ => Kind::Other,
            };
            Some((path.to_owned(), kind))
        };
        let found: Vec<(String, Kind)> = listed.split('\0').filter_map(entry).collect();
        if found.is_empty() {
            return Err(Refused::Path);
        }
        Ok(found)
    }

    /// The files below a folder of the tree whose names end so, with paths relative to it.
    pub(crate) fn folder(
        &self,
        folder: &str,
        ending: &str,
    ) -> Result<Vec<(String, String)>, FolderError> {
        let listed = self.below(folder).map_err(FolderError::Refused)?;
        let mut objects = Objects::open(self).map_err(|_| FolderError::Refused(Refused::Git))?;
        let mut files = Vec::new();
        let mut left = MAX_FOLDER;
        for (path, kind) in listed {
            let name = match folder {
                "" => path.as_str(),
                folder => match path
                    .strip_prefix(folder)
                    .and_then(|rest| rest.strip_prefix('/'))
                {
                    Some(name) => name,
                    None => continue,
                },
            };
            if !name.ends_with(ending) {
                continue;
            }
            let failed = |cause: io::Error| {
                FolderError::File(Failure {
                    path: name.to_owned(),
                    root: false,
                    cause,
                })
            };
            if kind != Kind::File {
                return Err(failed(io::ErrorKind::Other.into()));
            }
            if name.matches('/').count() >= MAX_DEPTH {
                return Err(failed(io::ErrorKind::FileTooLarge.into()));
            }
            let bytes = objects.read(&path, MAX_FILE.min(left)).map_err(failed)?;
            left = left.saturating_sub(bytes.len() as u64);
            let text =
                String::from_utf8(bytes).map_err(|_| failed(io::ErrorKind::InvalidData.into()))?;
            files.push((name.to_owned(), text));
        }
        if files.is_empty() {
            return Err(FolderError::Refused(Refused::Path));
        }
        files.sort();
        Ok(files)
    }
}

/// Why a folder of a revision cannot be read.
#[derive(Debug)]
pub(crate) enum FolderError {
    /// The revision or the folder is not there.
    Refused(Refused),
    /// One of its files.
    File(Failure),
}

/// Objects of a revision, from one process.
#[derive(Debug)]
pub(crate) struct Objects {
    commit: String,
    child: Child,
    asks: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    pub(crate) fn open(revision: &Revision) -> io::Result<Self> {
        let mut child = git()
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .spawn()?;
        let asks = child.stdin.take();
        let answers = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self {
            commit: revision.commit.clone(),
            child,
            asks,
            answers: BufReader::new(answers),
        })
    }

    /// The bytes of a file at a path of the tree: `NotFound` where there is none, `FileTooLarge` where it has more than so many.
    pub(crate) fn read(&mut self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        if path.contains('\n') {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let asks = self.asks.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(asks, "{}:{path}", self.commit)?;
        asks.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let mut words = head.trim_end().rsplit(' ');
        let (size, kind) = (words.next(), words.next());
        let Some(size) = size.and_then(|size| size.parse::<u64>().ok()) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        // The answer is read to its end whatever it is: the next one follows it.
        let wanted = kind == Some("blob") && size <= most;
        let mut bytes = Vec::new();
        let mut body = (&mut self.answers).take(size);
        if wanted {
            body.read_to_end(&mut bytes)?;
        } else {
            io::copy(&mut body, &mut io::sink())?;
        }
        let mut end = [0];
        self.answers.read_exact(&mut end)?;
        if kind != Some("blob") {
            return Err(io::ErrorKind::NotFound.into());
        }
        if !wanted {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It ends where nobody asks any more.
        self.asks = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What git says; nothing where it refuses.
fn told(args: &[&str]) -> Result<Option<String>, Refused> {
    let output = git().args(args).output().map_err(|_| Refused::Git)?;
    let told = output.status.success().then_some(output.stdout);
    Ok(told.and_then(|bytes| String::from_utf8(bytes).ok()))
}

fn git() -> Command {
    let mut git = Command::new("git");
    git.args(["--literal-pathspecs", "-c", "core.fsmonitor=false"])
        .args(["-c", "core.hooksPath=/dev/null"])
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    git
}

/// A path without `.` and `..`; nothing where it leads above the top.
fn inside(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
