//! The folder `rules/` in the binary, in a ready form. Nothing is parsed at start-up, only decoded, and sentences stay where they are.

use garant_rules::{Catalog, lent};

const READY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.bin"));
const SENTENCES: &str = include_str!(concat!(env!("OUT_DIR"), "/sentences.txt"));

/// The built-in catalog could not be decoded: the program was not built as it should.
#[derive(Debug, thiserror::Error)]
#[error("the built-in catalog cannot be decoded")]
pub struct CatalogError(#[from] postcard::Error);

/// Decodes the built-in catalog. Decode it once and share it: it is `Send` and `Sync`, and no audit changes it.
///
/// # Errors
/// When the program was not built as it should; never otherwise.
pub fn catalog() -> Result<Catalog, CatalogError> {
    Ok(lent::from(SENTENCES, || postcard::from_bytes(READY))?)
}
