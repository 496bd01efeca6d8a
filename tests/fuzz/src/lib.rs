//! What the targets share: the catalog, the bound on memory, files of one input, and small evidence.

pub mod tables;

use std::alloc::System;
use std::io::Cursor;
use std::sync::OnceLock;

use cap::Cap;
use garant_core::{Date, Files, Handle, Refusal};
use garant_measure::table::Source;
use garant_rules::Catalog;

/// Counts what is allocated, so that an input which asks for more than it may stops the run as a crash.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// What an input may take beyond what stood before it, tables apart: the bar of the project.
pub const MEMORY_OF_AN_INPUT: usize = 256 * 1024 * 1024;

/// The date of all audits.
pub const DATE: Date = Date::constant(2026, 11, 23);

/// The program's bound on a descriptor, in bytes.
pub const DESCRIPTOR: usize = 2 * 1024 * 1024;

/// The built-in catalog, decoded once.
///
/// # Panics
/// When the program was not built as it should.
pub fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| garant_catalog::catalog().expect("the built-in catalog decodes"))
}

/// Runs one input under the bound on memory.
pub fn bounded(run: impl FnOnce()) {
    catalog();
    let bound = MEMORY.allocated().saturating_add(MEMORY_OF_AN_INPUT);
    let _ = MEMORY.set_limit(bound);
    run();
    let _ = MEMORY.set_limit(usize::MAX);
}

/// An input of several files: each begins with a line `@@ PATH`. What stands before the first such line is in none.
pub fn files(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("@@ ") {
            found.push((path.trim_end().to_owned(), String::new()));
        } else if let Some((_, content)) = found.last_mut() {
            content.push_str(line);
        }
    }
    found
}

/// What stands behind the last four bytes of an input, and these bytes: they choose what is asked of it.
pub fn choices(data: &[u8]) -> Option<(&[u8], [u8; 4])> {
    let (rest, last) = data.split_last_chunk::<4>()?;
    Some((rest, *last))
}

/// Every path opens, and holds the same small table.
#[derive(Debug)]
pub struct OneTable;

impl Files for OneTable {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        const TABLE: &[u8] =
            b"case,sex,outcome,score,decision\n1,f,1,0.9,1\n2,f,0,0.2,0\n3,m,1,0.4,0\n4,m,0,0.7,1\n";
        if path.ends_with("missing") {
            return Err(Refusal::Missing);
        }
        Ok(Box::new(Cursor::new(TABLE)))
    }
}

/// Bytes as a table's source.
pub fn source(bytes: &[u8]) -> Box<dyn Source> {
    Box::new(Cursor::new(bytes.to_vec()))
}
