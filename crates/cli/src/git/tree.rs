//! The files below a folder as a revision has them: nothing is read of the work tree, nothing outside the folder.

use std::cell::RefCell;
use std::io::{self, Cursor, Seek as _, SeekFrom};
use std::rc::Rc;

use garant_core::evidence::{Files, Handle, Refusal};

use super::batch::Batch;

/// How many links a path may lead through.
const MAX_LINKS: usize = 40;
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
    pointers: RefCell<Vec<String>>,
}

impl Tree {
    pub(super) fn new(batch: Rc<RefCell<Batch>>, root: String) -> Self {
        Self {
            batch,
            root,
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
        let id = match find(&mut batch, &self.root, path)? {
            Found::File(id) => id,
            Found::Folder(_) | Found::Module => return Err(Refusal::Folder),
        };
        let broken = |_: io::Error| Refusal::Unreadable;
        let object = batch.ask(&id).map_err(broken)?.ok_or(Refusal::Unreadable)?;
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

/// A path below a tree, link after link. What leads out of the tree is refused and not looked for.
pub(super) fn find(batch: &mut Batch, root: &str, path: &str) -> Result<Found, Refusal> {
    let mut at = vec![root.to_owned()];
    let mut ahead = parts(path)?;
    let mut links = 0;
    while let Some(part) = ahead.pop() {
        if part == ".." {
            at.pop();
            if at.is_empty() {
                return Err(Refusal::Outside);
            }
            continue;
        }
        let tree = at.last().map(String::as_str).unwrap_or_default();
        let (mode, id) = entry(batch, tree, &part)?.ok_or(Refusal::Missing)?;
        match mode.as_str() {
            "40000" => at.push(id),
            "120000" => {
                links += 1;
                let target = batch.small(&id, "blob");
                let target = target.map_err(|_| Refusal::Unreadable)?;
                let target = target.and_then(|(_, bytes)| String::from_utf8(bytes).ok());
                let target = target.filter(|_| links <= MAX_LINKS);
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

/// The mode and the id of an entry of a tree.
fn entry(batch: &mut Batch, tree: &str, name: &str) -> Result<Option<(String, String)>, Refusal> {
    let read = batch.small(tree, "tree");
    let (id, bytes) = read
        .map_err(|_| Refusal::Unreadable)?
        .ok_or(Refusal::Unreadable)?;
    // An entry is `MODE NAME`, a zero byte, and the bytes of an id as long as the tree's own.
    let length = id.len() / 2;
    let mut rest = bytes.as_slice();
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
            return Ok(Some((mode.into_owned(), garant_rules::load::hex(own))));
        }
        rest = tail.get(length..).unwrap_or_default();
    }
    Ok(None)
}
