//! The files below a folder of a revision, `REV:DIR`: of its objects alone, never of the work tree.

use std::io;
use std::process::Stdio;

use super::command;
use super::revision::{Missing, Opened};
use crate::input::{Failure, MAX_DEPTH, MAX_FILE, MAX_FOLDER};

/// Why a folder of a revision cannot be read.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// The revision or the folder is not there.
    Missing(Missing),
    /// One of its files cannot be read.
    File(Failure),
}

/// The files of an ending, with paths relative to the folder, sorted.
pub(crate) fn folder(
    name: &str,
    path: &str,
    ending: &str,
) -> Result<Vec<(String, String)>, Unreadable> {
    let Opened {
        mut batch,
        commit,
        at,
        ..
    } = Opened::new(name, path).map_err(Unreadable::Missing)?;
    let mut files = Vec::new();
    let mut left = MAX_FOLDER;
    for (mode, path) in listed(&commit, &at).map_err(Unreadable::Missing)? {
        let inner = if at.is_empty() {
            Some(path.as_str())
        } else {
            path.strip_prefix(&at)
                .and_then(|rest| rest.strip_prefix('/'))
        };
        let Some(inner) = inner.filter(|inner| inner.ends_with(ending)) else {
            continue;
        };
        let failed = |cause: io::Error| {
            Unreadable::File(Failure {
                path: inner.to_owned(),
                root: false,
                cause,
            })
        };
        let deep = inner.matches('/').count() > MAX_DEPTH;
        // A link would lead elsewhere in the repository, or out of it.
        if !mode.starts_with("100") || deep {
            return Err(failed(io::ErrorKind::FileTooLarge.into()));
        }
        let object = batch.ask(&format!("{commit}:{path}")).map_err(failed)?;
        let object = object.ok_or_else(|| failed(io::ErrorKind::NotFound.into()))?;
        if object.size > MAX_FILE.min(left) {
            return Err(failed(io::ErrorKind::FileTooLarge.into()));
        }
        left -= object.size;
        let mut bytes = Vec::new();
        batch.copy(&object, &mut bytes).map_err(failed)?;
        let text = String::from_utf8(bytes);
        let text = text.map_err(|_| failed(io::ErrorKind::InvalidData.into()))?;
        files.push((inner.to_owned(), text));
    }
    files.sort();
    Ok(files)
}

/// The mode and the path of each file below a folder of a commit.
fn listed(commit: &str, at: &str) -> Result<Vec<(String, String)>, Missing> {
    let missing = |key: &'static str| Missing {
        key,
        found: at.to_owned(),
    };
    let mut git = command();
    git.args(["ls-tree", "-r", "-z", "--full-tree", commit]);
    if !at.is_empty() {
        git.args(["--", at]);
    }
    let told = git.stdin(Stdio::null()).stderr(Stdio::null()).output();
    let told = told.map_err(|_| missing("diff.refused.no-git"))?;
    let told = String::from_utf8(told.stdout).map_err(|_| missing("diff.refused.git-failed"))?;
    let entry = |line: &str| {
        let (head, path) = line.split_once('\t')?;
        let (mode, _) = head.split_once(' ')?;
        Some((mode.to_owned(), path.to_owned()))
    };
    let found: Vec<(String, String)> = told.split('\0').filter_map(entry).collect();
    if found.is_empty() {
        return Err(missing("diff.refused.no-path"));
    }
    Ok(found)
}
