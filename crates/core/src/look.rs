//! How a report presents itself: the organisation that it is for and its logo, kept in the audit so that it renders the same later.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use garant_source::Diagnostic;
use serde::{Deserialize, Serialize};

use crate::descriptor::Descriptor;
use crate::evidence::{Files, Refusal};

/// The most bytes that a logo may have: 64 KiB.
pub const MAX_LOGO: usize = 64 * 1024;

const ORGANISATION: &str = "presentation.organisation";
const LOGO: &str = "presentation.logo";

/// Whether bytes are a picture of a type.
type Sign = fn(&[u8]) -> bool;

/// Media types, with what tells a picture of that type by its bytes.
const KINDS: [(&str, Sign); 3] = [
    ("image/png", is_png),
    ("image/jpeg", is_jpeg),
    ("image/svg+xml", is_svg),
];

/// How a report presents itself. Null where nothing is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Look {
    /// The organisation that the report is for.
    #[serde(default)]
    pub organisation: Option<String>,
    /// Its logo, as a `data:` address.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub logo: Option<Logo>,
}

impl Look {
    /// This look, with what another states where this one states nothing.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        Self {
            organisation: self.organisation.or(other.organisation),
            logo: self.logo.or(other.logo),
        }
    }
}

/// A picture as a `data:` address: PNG, JPEG or SVG of at most [`MAX_LOGO`] bytes, in base64. No other value can be built or read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Logo(String);

/// Why bytes are no logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// There are more than [`MAX_LOGO`] bytes.
    #[error("the picture is larger than 64 KiB")]
    TooLarge,
    /// They are no picture of a known type.
    #[error("the bytes are no PNG, JPEG or SVG picture")]
    NoPicture,
}

impl Logo {
    /// The logo of a file's bytes, its type told by them and not by a name.
    ///
    /// # Errors
    /// When the picture is too large, or is neither PNG, JPEG nor SVG.
    pub fn of(bytes: &[u8]) -> Result<Self, LogoError> {
        if bytes.len() > MAX_LOGO {
            return Err(LogoError::TooLarge);
        }
        let kind = KINDS.iter().find(|(_, is)| is(bytes));
        let (media, _) = kind.ok_or(LogoError::NoPicture)?;
        Ok(Self(format!(
            "data:{media};base64,{}",
            STANDARD.encode(bytes)
        )))
    }

    /// The `data:` address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Logo {
    type Error = LogoError;

    fn try_from(text: String) -> Result<Self, LogoError> {
        let (_, code) = text.split_once(',').ok_or(LogoError::NoPicture)?;
        let bytes = STANDARD.decode(code).map_err(|_| LogoError::NoPicture)?;
        let logo = Self::of(&bytes)?;
        if logo.0 == text {
            Ok(logo)
        } else {
            Err(LogoError::NoPicture)
        }
    }
}

impl From<Logo> for String {
    fn from(logo: Logo) -> Self {
        logo.0
    }
}

/// The look that a descriptor states, but for what was asked for, and why its logo is not shown.
pub(crate) fn read(
    descriptor: &Descriptor,
    files: &dyn Files,
    asked: &Look,
) -> (Look, Vec<Diagnostic>) {
    let mut look = asked.clone();
    let mut warnings = Vec::new();
    if look.organisation.is_none() {
        look.organisation = descriptor.string(ORGANISATION).map(str::to_owned);
    }
    if look.logo.is_none()
        && let Some(path) = descriptor.string(LOGO)
    {
        let mut warn = |code| {
            let place = descriptor.span(LOGO);
            let warning = Diagnostic::warning(code, &descriptor.text, place);
            warnings.push(warning.with("path", path));
        };
        match picture(files, path) {
            Ok(logo) => {
                look.logo = Some(logo);
                if files.is_outside(path) {
                    warn("evidence-outside");
                }
            }
            Err(code) => warn(code),
        }
    }
    (look, warnings)
}

/// The picture of a path, or the code of what is wrong with it.
fn picture(files: &dyn Files, path: &str) -> Result<Logo, &'static str> {
    let file = files.open(path).map_err(|refusal| match refusal {
        Refusal::Missing => "logo-missing",
        Refusal::Outside => "logo-outside",
        Refusal::Folder | Refusal::NotAFile | Refusal::NoPermission | Refusal::Unreadable => {
            "logo-unreadable"
        }
    })?;
    let mut bytes = Vec::new();
    let read = file.take(MAX_LOGO as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|_| "logo-unreadable")?;
    Logo::of(&bytes).map_err(|error| match error {
        LogoError::TooLarge => "logo-too-large",
        LogoError::NoPicture => "logo-no-picture",
    })
}

fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR")
}

fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xd8\xff")
}

/// The root element is `svg`. A text that declares entities is refused: they can expand without end.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some((ending, after)) = prolog(rest) {
        let Some((_, tail)) = after.split_once(ending) else {
            return false;
        };
        rest = tail.trim_start();
    }
    let root = rest.strip_prefix("<svg");
    let named = root.is_some_and(|after| {
        after.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
    });
    named && !text.contains("<!ENTITY")
}

/// What may stand before the root element, by what ends it, and the text after its beginning.
fn prolog(text: &str) -> Option<(&'static str, &str)> {
    [("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">")]
        .into_iter()
        .find_map(|(begins, ends)| Some((ends, text.strip_prefix(begins)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";

    #[test]
    fn a_picture_is_told_by_its_bytes() {
        let begins = |bytes: &[u8], media: &str| {
            let logo = Logo::of(bytes).unwrap();
            assert!(logo.as_str().starts_with(media), "{}", logo.as_str());
        };
        begins(PNG, "data:image/png;base64,iVBOR");
        begins(b"\xff\xd8\xff\xe0", "data:image/jpeg;base64,");
        begins(b"<svg/>", "data:image/svg+xml;base64,");
        let long =
            "\u{feff}<?xml version=\"1.0\"?>\n<!-- a > b -->\n<!DOCTYPE svg>\n<svg width=\"1\">";
        begins(long.as_bytes(), "data:image/svg+xml;base64,");
        for other in [
            "<html><svg/></html>",
            "<svgx/>",
            "GIF89a",
            "",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
            "<!-- <svg>",
        ] {
            assert_eq!(
                Logo::of(other.as_bytes()),
                Err(LogoError::NoPicture),
                "{other}"
            );
        }
        assert_eq!(Logo::of(&vec![0; MAX_LOGO + 1]), Err(LogoError::TooLarge));
    }

    #[test]
    fn only_an_address_of_a_picture_is_read_back() {
        let logo = Logo::of(PNG).unwrap();
        assert_eq!(Logo::try_from(logo.as_str().to_owned()), Ok(logo));
        for other in [
            "https://example.org/logo.png",
            "data:text/html;base64,PHN2Zy8+",
            "data:image/png;base64,PHN2Zy8+",
            "data:image/svg+xml;base64,PHN2Zy8+\" onload=\"x",
            "data:image/svg+xml,<svg/>",
        ] {
            assert_eq!(
                Logo::try_from(other.to_owned()),
                Err(LogoError::NoPicture),
                "{other}"
            );
        }
    }
}
