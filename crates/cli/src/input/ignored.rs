//! What a folder's ignore files name, as git and ripgrep understand them: read only where they are plain files of a modest size.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The names of ignore files; the first goes before the second, whatever the folder.
const NAMES: [&str; 2] = [".ignore", ".gitignore"];
/// No larger file is one.
const MAX_BYTES: u64 = 1024 * 1024;

/// The ignore files of a folder and of those above it.
#[derive(Debug)]
pub(super) struct Rules {
    above: Option<Rc<Self>>,
    /// In the order of their names.
    own: [Gitignore; 2],
}

/// What is wrong with an ignore file: a line that is not understood, or the file as a whole.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) path: PathBuf,
    pub(super) line: Option<usize>,
}

impl Rules {
    /// The rules that hold in a folder. Those above are shared where it adds none.
    pub(super) fn of(
        folder: &Path,
        above: Option<Rc<Self>>,
        faults: &mut Vec<Fault>,
    ) -> Option<Rc<Self>> {
        let own = NAMES.map(|name| read(folder, name, faults));
        if own.iter().all(Gitignore::is_empty) {
            return above;
        }
        Some(Rc::new(Self { above, own }))
    }

    /// Whether a path is left out, or taken in; nothing where no rule names it. The deepest folder goes first.
    pub(super) fn leave_out(&self, path: &Path, is_folder: bool) -> Option<bool> {
        let mut matched = [Match::None, Match::None];
        let mut at = Some(self);
        while let Some(rules) = at {
            for (found, own) in matched.iter_mut().zip(&rules.own) {
                if found.is_none() {
                    *found = own.matched(path, is_folder).map(|_| ());
                }
            }
            at = rules.above.as_deref();
        }
        let [first, second] = matched;
        match first.or(second) {
            Match::None => None,
            Match::Ignore(()) => Some(true),
            Match::Whitelist(()) => Some(false),
        }
    }
}

/// An ignore file; an empty one where there is none, or it cannot be read.
fn read(folder: &Path, name: &str, faults: &mut Vec<Fault>) -> Gitignore {
    let path = folder.join(name);
    let Ok(kind) = fs::symlink_metadata(&path) else {
        return Gitignore::empty();
    };
    let mut fault = |line: Option<usize>| {
        faults.push(Fault {
            path: path.clone(),
            line,
        });
    };
    // A pipe, or a device without end, is never opened; a link leads elsewhere.
    let bytes = if kind.is_file() { bytes(&path) } else { None };
    let Some(bytes) = bytes else {
        fault(None);
        return Gitignore::empty();
    };
    let mut rules = GitignoreBuilder::new(folder);
    let mut wrong = None;
    for (line, text) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let text = std::str::from_utf8(text).ok();
        let text = text.map(|text| text.trim_start_matches('\u{feff}').trim_end_matches('\r'));
        let taken = text.is_some_and(|text| rules.add_line(None, text).is_ok());
        if !taken {
            wrong.get_or_insert(line + 1);
        }
    }
    if wrong.is_some() {
        fault(wrong);
    }
    rules.build().unwrap_or_else(|_| {
        fault(None);
        Gitignore::empty()
    })
}

fn bytes(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut file = File::open(path).ok()?.take(MAX_BYTES + 1);
    file.read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= MAX_BYTES).then_some(bytes)
}
