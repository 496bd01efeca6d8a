//! Printing a page in a form that this program itself does not write: another program that starts this one brings the way.

/// What makes a file of a page.
#[derive(Clone, Copy, Debug)]
pub struct Press {
    /// The ending of its files, such as `.pdf`.
    pub ending: &'static str,
    /// The file of a page, which is a whole HTML document as the templates render it; else why there is none, in English.
    pub print: fn(&str) -> Result<Vec<u8>, String>,
}
