//! The different values of a column, each with a code.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// Values and their codes, in order of appearance; code 0 is *not recorded*.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    codes: HashMap<Box<[u8]>, u32, FxBuildHasher>,
    values: Vec<String>,
    missing: Vec<String>,
}

impl Dictionary {
    /// A dictionary in which some texts mean *not recorded*, beside the empty one.
    pub fn with_missing(missing: &[String]) -> Self {
        Self {
            missing: missing.to_vec(),
            ..Self::default()
        }
    }

    /// The code of a value; none if it is no UTF-8.
    pub fn code(&mut self, value: &[u8]) -> Option<u32> {
        if value.is_empty() {
            return Some(0);
        }
        if let Some(code) = self.codes.get(value) {
            return Some(*code);
        }
        let text = std::str::from_utf8(value).ok()?;
        let code = if self.missing.iter().any(|missing| missing == text) {
            0
        } else {
            self.values.push(text.to_owned());
            u32::try_from(self.values.len()).ok()?
        };
        self.codes.insert(value.into(), code);
        Some(code)
    }

    /// Whether a text means *not recorded*.
    pub fn is_missing(&self, text: &str) -> bool {
        text.is_empty() || self.missing.iter().any(|missing| missing == text)
    }

    /// The value of a code; none for 0.
    pub fn value(&self, code: u32) -> Option<&str> {
        let index = usize::try_from(code).ok()?.checked_sub(1)?;
        self.values.get(index).map(String::as_str)
    }

    /// How many values there are, *not recorded* apart.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}
