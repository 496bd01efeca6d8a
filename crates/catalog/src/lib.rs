//! The folder `rules/` in the binary, in a ready form. Nothing is parsed at start-up, only decoded.

use garant_rules::Catalog;

const READY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.bin"));

/// The built-in catalog could not be decoded: the program was not built as it should.
#[derive(Debug, thiserror::Error)]
#[error("the built-in catalog cannot be decoded")]
pub struct CatalogError(#[from] postcard::Error);

/// Decodes the built-in catalog. Decode it once and share it: it is `Send` and `Sync`, and no audit changes it.
///
/// # Errors
/// When the program was not built as it should; never otherwise.
pub fn catalog() -> Result<Catalog, CatalogError> {
    Ok(postcard::from_bytes(READY)?)
}
