//! The sentences of a catalog beside its ready form: one text that the program holds, of which a catalog that is decoded borrows.
//!
//! Nothing of them is copied or checked at start-up, and none is touched that nobody asks for. Formats that people read hold sentences where
//! they belong.

use std::borrow::Cow;
use std::cell::RefCell;

use rustc_hash::FxHashMap;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What becomes of sentences in this thread.
#[derive(Clone, Copy, Debug, Default)]
enum Lending {
    /// They stay where they belong.
    #[default]
    None,
    /// They are gathered in [`GATHERED`].
    Gather,
    /// They are parts of a text.
    From(&'static str),
}

thread_local! {
    static LENDING: RefCell<Lending> = const { RefCell::new(Lending::None) };
    static GATHERED: RefCell<Gathered> = RefCell::default();
}

/// The text of all sentences, and where each begins.
#[derive(Default)]
struct Gathered {
    text: String,
    starts: FxHashMap<String, usize>,
}

/// Where a sentence stands in the text, in bytes.
#[derive(Serialize, Deserialize)]
struct Place {
    start: u32,
    length: u32,
}

/// Encodes with sentences apart: what `encode` gives, and the text of all sentences.
pub fn apart<R>(encode: impl FnOnce() -> R) -> (R, String) {
    let encoded = during(Lending::Gather, encode);
    (encoded, GATHERED.take().text)
}

/// Decodes what was encoded with sentences apart; those are borrowed from their text.
pub fn from<R>(text: &'static str, decode: impl FnOnce() -> R) -> R {
    during(Lending::From(text), decode)
}

fn during<R>(lending: Lending, act: impl FnOnce() -> R) -> R {
    let before = LENDING.replace(lending);
    let done = act();
    LENDING.set(before);
    done
}

/// Writes a sentence.
pub(crate) fn serialize<S: Serializer>(said: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if !matches!(LENDING.with_borrow(|own| *own), Lending::Gather) {
        return serializer.serialize_str(said);
    }
    GATHERED.with_borrow_mut(|Gathered { text, starts }| {
        // One that occurs twice stands once.
        let start = *starts.entry(said.to_owned()).or_insert_with(|| {
            text.push_str(said);
            text.len() - said.len()
        });
        let number = |size: usize| u32::try_from(size).map_err(serde::ser::Error::custom);
        let place = Place {
            start: number(start)?,
            length: number(said.len())?,
        };
        place.serialize(serializer)
    })
}

/// Reads a sentence.
pub(crate) fn deserialize<'de, D>(deserializer: D) -> Result<Cow<'static, str>, D::Error>
where
    D: Deserializer<'de>,
{
    let Lending::From(text) = LENDING.with_borrow(|own| *own) else {
        return Ok(Cow::Owned(String::deserialize(deserializer)?));
    };
    let Place { start, length } = Place::deserialize(deserializer)?;
    let (start, length) = (start as usize, length as usize);
    let said = text.get(start..start.saturating_add(length));
    let said = said.ok_or_else(|| D::Error::custom("a sentence lies outside of its text"))?;
    Ok(Cow::Borrowed(said))
}
