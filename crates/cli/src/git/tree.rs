//! The files below a folder as a revision has them: nothing is read of the work tree, nothing outside the folder.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Seek as _, SeekFrom};
use std::rc::Rc;

use garant_core::evidence::{Files, Handle, Refusal};

use super::batch::{Batch, MAX_TREE};

/// How many links a path may lead through.
const MAX_LINKS: usize = 40;
/// The most bytes of a link's text, and the most parts that a path may have ahead.
const MAX_LINK: u64 = 4096;
const MAX_PARTS: usize = 512;
/// The most bytes of trees that are kept in mind.
const MAX_KNOWN: usize = 64 * 1024 * 1024;
/// No larger file is evidence.
const MAX_EVIDENCE: u64 = 256 * 1024 * 1024;
/// A larger file waits on the disk, in a file without a name, to be read.
const IN_MEMORY: u64 = 16 * 1024 * 1024;
/// What a file begins with whose content git-lfs keeps elsewhere, and the most bytes that it has.
pub(super) const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";
const POINTER_BYTES: u64 = 1024;

/// What a path leads to in a tree.
#[derive(Debug)]
pub(super) enum Found {
    /// A file, by the id of its content.
    File(String),
    /// A folder, by the id of its tree.
    Folder(String),
    /// Another repository, of which this one holds nothing.
    Module,
}

/// The folder of a descriptor in a revision.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(super) batch: Rc<RefCell<Batch>>,
    /// The id of its tree.
    pub(super) root: String,
    known: RefCell<Known>,
    pointers: RefCell<Vec<String>>,
}

impl Tree {
    pub(super) fn new(batch: Rc<RefCell<Batch>>, root: String) -> Self {
        Self {
            batch,
            root,
            known: RefCell::default(),
            pointers: RefCell::default(),
        }
    }

    /// The paths that were opened and are git-lfs pointers, each once.
    pub(crate) fn pointers(&self) -> Vec<String> {
        self.pointers.borrow().clone()
    }
}

impl Files for Tree {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        let mut batch = self.batch.borrow_mut();
        let id = match find(&mut batch, &mut self.known.borrow_mut(), &self.root, path)? {
            Found::File(id) => id,
            Found::Folder(_) | Found::Module => return Err(Refusal::Folder),
        };
        let broken = |_: io::Error| Refusal::Unreadable;
        let object = batch.ask(&id).map_err(broken)?.ok_or(Refusal::Unreadable)?;
        if object.size > MAX_EVIDENCE {
            batch.copy(&object, &mut io::sink()).map_err(broken)?;
            return Err(Refusal::Unreadable);
        }
        if object.size > IN_MEMORY {
            let mut file = tempfile::tempfile().map_err(broken)?;
            batch.copy(&object, &mut file).map_err(broken)?;
            file.seek(SeekFrom::Start(0)).map_err(broken)?;
            return Ok(Box::new(file));
        }
        let mut bytes = Vec::new();
        batch.copy(&object, &mut bytes).map_err(broken)?;
        if object.size <= POINTER_BYTES && bytes.starts_with(POINTER) {
            let mut pointers = self.pointers.borrow_mut();
            if !pointers.iter().any(|known| known == path) {
                pointers.push(path.to_owned());
            }
            return Err(Refusal::Unreadable);
        }
        Ok(Box::new(Cursor::new(bytes)))
    }
}

/// Trees that were read, by id: a path of many parts reads each once.
#[derive(Debug, Default)]
pub(super) struct Known {
    trees: BTreeMap<String, Rc<[u8]>>,
    bytes: usize,
}

impl Known {
    /// The bytes of a tree.
    fn tree(&mut self, batch: &mut Batch, id: &str) -> Result<Rc<[u8]>, Refusal> {
        if let Some(known) = self.trees.get(id) {
            return Ok(Rc::clone(known));
        }
        let read = batch.small(id, "tree", MAX_TREE);
        let (_, bytes) = read
            .map_err(|_| Refusal::Unreadable)?
            .ok_or(Refusal::Unreadable)?;
        let bytes: Rc<[u8]> = bytes.into();
        if self.bytes + bytes.len() <= MAX_KNOWN {
            self.bytes += bytes.len();
            self.trees.insert(id.to_owned(), Rc::clone(&bytes));
        }
        Ok(bytes)
    }
}

/// A path below a tree, link after link. What leads out of the tree is refused and not looked for.
pub(super) fn find(
    batch: &mut Batch,
    known: &mut Known,
    root: &str,
    path: &str,
) -> Result<Found, Refusal> {
    let mut at = vec![root.to_owned()];
    let mut ahead = parts(path)?;
    let mut links = 0;
    while let Some(part) = ahead.pop() {
        if ahead.len() >= MAX_PARTS {
            return Err(Refusal::Unreadable);
        }
        if part == ".." {
            at.pop();
            if at.is_empty() {
                return Err(Refusal::Outside);
            }
            continue;
        }
        let tree = at.last().map(String::as_str).unwrap_or_default();
        let bytes = known.tree(batch, tree)?;
        let (mode, id) = entry(&bytes, tree.len() / 2, &part).ok_or(Refusal::Missing)?;
        match mode.as_str() {
            "40000" => at.push(id),
            "120000" => {
                links += 1;
                if links > MAX_LINKS {
                    return Err(Refusal::Unreadable);
                }
                let target = batch.small(&id, "blob", MAX_LINK);
                let target = target.map_err(|_| Refusal::Unreadable)?;
                let target = target.and_then(|(_, bytes)| String::from_utf8(bytes).ok());
                ahead.extend(parts(&target.ok_or(Refusal::Unreadable)?)?);
            }
            "160000" if ahead.is_empty() => return Ok(Found::Module),
            _ if mode != "160000" && ahead.is_empty() => return Ok(Found::File(id)),
            _ => return Err(Refusal::Missing),
        }
    }
    Ok(Found::Folder(at.pop().unwrap_or_default()))
}

/// The parts of a path, last first; an absolute one leads out.
fn parts(path: &str) -> Result<Vec<String>, Refusal> {
    if path.starts_with('/') {
        return Err(Refusal::Outside);
    }
    let parts = path.split('/').rev();
    let told = parts.filter(|part| !part.is_empty() && *part != ".");
    Ok(told.map(str::to_owned).collect())
}

/// The mode and the id of an entry of a tree whose ids have so many bytes.
fn entry(tree: &[u8], length: usize, name: &str) -> Option<(String, String)> {
    // An entry is `MODE NAME`, a zero byte, and the bytes of an id as long as the tree's own.
    let mut rest = tree;
    while let Some(end) = rest.iter().position(|byte| *byte == 0) {
        let (head, tail) = (rest.get(..end), rest.get(end + 1..));
        let (Some(head), Some(tail)) = (head, tail) else {
            break;
        };
        let Some(own) = tail.get(..length) else {
            break;
        };
        let space = head.iter().position(|byte| *byte == b' ').unwrap_or(0);
        if head.get(space + 1..) == Some(name.as_bytes()) {
            let mode = String::from_utf8_lossy(head.get(..space).unwrap_or_default());
            return Some((mode.into_owned(), garant_rules::load::hex(own)));
        }
        rest = tail.get(length..).unwrap_or_default();
    }
    None
}
