//! A file in a revision, written as git does: `REV:PATH`, the path relative to where the program runs.

use std::cell::RefCell;
use std::path::Path;
use std::process::Stdio;
use std::rc::Rc;

use garant_core::evidence::Refusal;

use super::batch::{Batch, MAX_TREE};
use super::command;
use super::tree::{Found, Known, POINTER, Tree, find};

/// What a folder is looked into for.
const DESCRIPTOR: &str = "garant.toml";
/// No larger file is read: a stored audit has a few MiB, a descriptor less.
const MAX_READ: u64 = 64 * 1024 * 1024;

/// Why there is no such file, as a key of the program's words, and what was looked for.
#[derive(Debug)]
pub(crate) struct Missing {
    pub(crate) key: &'static str,
    pub(crate) found: String,
}

/// A file in a revision, and the folder it is in.
#[derive(Debug)]
pub(crate) struct Revision {
    /// The revision as it was asked for.
    pub(crate) name: String,
    /// The path as it was asked for; with the descriptor's own name, where a folder was.
    pub(crate) path: String,
    /// The id of the commit.
    pub(crate) commit: String,
    /// The bytes of the file.
    pub(crate) bytes: Vec<u8>,
    /// The folder of the file.
    pub(crate) folder: Tree,
}

impl Revision {
    /// The two parts of a text such as `HEAD~1:garant.toml`; a point within braces belongs to the revision. A path that says where it
    /// begins, such as `./HEAD:garant.toml`, is a file's.
    pub(crate) fn parts(text: &str) -> Option<(&str, &str)> {
        if Path::new(text).is_absolute() || text.starts_with("./") || text.starts_with("../") {
            return None;
        }
        let mut depth = 0_usize;
        for (index, c) in text.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                ':' if depth == 0 => {
                    return Some((text.get(..index)?, text.get(index + 1..)?));
                }
                _ => {}
            }
        }
        None
    }

    /// Reads the file of a path in a revision; of a folder, its `garant.toml`.
    pub(crate) fn read(name: &str, path: &str) -> Result<Self, Missing> {
        let missing = |key: &'static str, found: &str| Missing {
            key,
            found: found.to_owned(),
        };
        let Opened {
            mut batch,
            commit,
            at,
            whole,
        } = Opened::new(name, path)?;
        let broken = |_| missing("diff.refused.git-failed", &whole);
        let (root, _) = batch
            .small(&format!("{commit}^{{tree}}"), "tree", MAX_TREE)
            .map_err(broken)?
            .ok_or_else(|| missing("diff.refused.git-failed", &whole))?;
        let refused = |refusal: Refusal, at: &str| match refusal {
            Refusal::Missing => missing("diff.refused.no-path", at),
            Refusal::Outside => missing("diff.refused.outside", path),
            _ => missing("diff.refused.git-failed", &whole),
        };
        let mut known = Known::default();
        let mut look =
            |at: &str| find(&mut batch, &mut known, &root, at).map_err(|own| refused(own, at));
        let (folder, file, path) = match look(&at)? {
            Found::Folder(tree) => {
                let inner = joined(&at, DESCRIPTOR);
                (tree, look(&inner)?, joined(path, DESCRIPTOR))
            }
            file => {
                let above = at.rsplit_once('/').map_or("", |(above, _)| above);
                let Found::Folder(tree) = look(above)? else {
                    return Err(missing("diff.refused.not-a-file", path));
                };
                (tree, file, path.to_owned())
            }
        };
        let Found::File(id) = file else {
            return Err(missing("diff.refused.not-a-file", &path));
        };
        let object = batch
            .ask(&id)
            .map_err(broken)?
            .ok_or_else(|| missing("diff.refused.git-failed", &whole))?;
        if object.size > MAX_READ {
            return Err(missing("diff.refused.too-large", &path));
        }
        let mut bytes = Vec::new();
        batch.copy(&object, &mut bytes).map_err(broken)?;
        if bytes.starts_with(POINTER) {
            return Err(missing("diff.refused.pointer", &path));
        }
        Ok(Self {
            name: name.to_owned(),
            path,
            commit,
            bytes,
            folder: Tree::new(Rc::new(RefCell::new(batch)), folder),
        })
    }
}

/// A revision whose objects can be asked for.
pub(super) struct Opened {
    pub(super) batch: Batch,
    /// The commit of its name.
    pub(super) commit: String,
    /// The path asked for, from the top of its tree.
    pub(super) at: String,
    /// `NAME:PATH`, as asked.
    pub(super) whole: String,
}

impl Opened {
    /// Opens a revision by its name, for a path as seen from where the program runs.
    pub(super) fn new(name: &str, path: &str) -> Result<Self, Missing> {
        let missing = |key: &'static str, found: &str| Missing {
            key,
            found: found.to_owned(),
        };
        let whole = format!("{name}:{path}");
        if name.starts_with('-') {
            return Err(missing("diff.refused.revision-dash", name));
        }
        if name.trim().is_empty() {
            return Err(missing("diff.refused.revision-empty", &whole));
        }
        let parts = below(&prefix(&whole)?, path);
        let parts = parts.ok_or_else(|| missing("diff.refused.outside", path))?;
        let mut batch = Batch::start().map_err(|_| missing("diff.refused.no-git", &whole))?;
        let commit = batch
            .small(&format!("{name}^{{commit}}"), "commit", MAX_TREE)
            .map_err(|_| missing("diff.refused.git-failed", &whole))?;
        let (commit, _) = commit.ok_or_else(|| missing("diff.refused.no-revision", name))?;
        Ok(Self {
            batch,
            commit,
            at: parts.join("/"),
            whole,
        })
    }
}

/// The folder where the program runs, from the top of the repository.
fn prefix(whole: &str) -> Result<String, Missing> {
    let missing = |key: &'static str| Missing {
        key,
        found: whole.to_owned(),
    };
    let told = command()
        .args(["rev-parse", "--show-prefix"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map_err(|_| missing("diff.refused.no-git"))?;
    if !told.status.success() {
        return Err(missing("diff.refused.no-repository"));
    }
    let prefix = String::from_utf8(told.stdout);
    let prefix = prefix.map_err(|_| missing("diff.refused.git-failed"))?;
    Ok(prefix.trim_end_matches('\n').to_owned())
}

/// A file in a folder.
fn joined(folder: &str, file: &str) -> String {
    match folder.trim_end_matches('/') {
        "" => file.to_owned(),
        folder => format!("{folder}/{file}"),
    }
}

/// The parts of a path below a folder, both from the top of the repository; nothing where it leads out.
fn below(prefix: &str, path: &str) -> Option<Vec<String>> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    for part in prefix.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part.to_owned()),
        }
    }
    Some(parts)
}
