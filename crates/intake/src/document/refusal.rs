//! Why a document is not read.

/// A document that is not read. Its words are `intake.refusal.CODE`: what it is, and the way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than a card can be.
    #[error("the file has {bytes} bytes, more than {max}")]
    TooLarge {
        /// Its bytes.
        bytes: usize,
        /// The most that are read.
        max: usize,
    },
    /// The bytes are no UTF-8.
    #[error("the file is not UTF-8")]
    NotUtf8,
    /// The text holds a zero byte.
    #[error("the file is binary")]
    Binary,
    /// Lists and tables lie too deep within each other.
    #[error("parts of the file lie more than {max} levels within each other")]
    TooDeep {
        /// The most levels.
        max: usize,
    },
    /// The file has too many values.
    #[error("the file has more than {max} parts")]
    TooManyParts {
        /// The most parts.
        max: usize,
    },
    /// The file breaks the syntax of its format.
    #[error("this is no {format}: line {line}")]
    Broken {
        /// XML, YAML or JSON.
        format: &'static str,
        /// The line, from 1.
        line: usize,
    },
    /// A key stands twice in one table: which of the two counts is not said.
    #[error("a key is written twice: line {line}")]
    DuplicateKey {
        /// The line of the second.
        line: usize,
    },
    /// The XML declares a document type.
    #[error("the XML declares a document type: line {line}")]
    Doctype {
        /// The line, from 1.
        line: usize,
    },
    /// The XML uses an entity that XML does not define.
    #[error("the XML uses an entity of its own: line {line}")]
    Entity {
        /// The line, from 1.
        line: usize,
    },
    /// The YAML repeats a part through an alias.
    #[error("the YAML uses an alias: line {line}")]
    Alias {
        /// The line, from 1.
        line: usize,
    },
    /// A kind that is known and not read.
    #[error("this kind of document is not read: {}", .0.code())]
    Kind(Unread),
    /// No kind that is known.
    #[error("no kind of document that is known")]
    Unknown,
    /// The mapping of this kind is broken: a fault of the program, which a test prevents.
    #[error("the mapping of this kind of document is broken")]
    Mapping,
}

macro_rules! unread {
    ($($name:ident $code:literal $says:literal)*) => {
        /// A kind of document that is known and not read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Unread {
            $(#[doc = $says] $name,)*
        }

        impl Unread {
            /// All.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

unread! {
    Latex "latex" "A LaTeX source."
    Pdf "pdf" "A PDF."
    Turtle "turtle" "RDF as Turtle."
    Fsh "fsh" "FHIR Shorthand."
    Rst "rst" "reStructuredText."
    Html "html" "A web page."
    Image "image" "A picture."
    Archive "archive" "A zip archive, a workbook among them."
    Office "office" "A document of an office program of the old binary kind."
    Table "table" "A table of rows."
    Toml "toml" "TOML, which a descriptor is already."
    Spdx "spdx" "SPDX, of version 2 or 3."
    Oscal "oscal" "OSCAL, in JSON, XML or YAML."
    AiVerify "ai-verify" "AI Verify: answers of a process checklist, or results of a test."
    ModelCardToolkit "model-card-toolkit" "A card of the Model Card Toolkit."
    Croissant "croissant" "Croissant metadata of a data set."
    CycloneXml "cyclonedx-xml" "`CycloneDX` as XML."
    CycloneVersion "cyclonedx-version" "`CycloneDX` of another version than those that are read."
    CycloneModel "cyclonedx-without-model" "A bill of materials without a model in it."
    Schema "schema" "A schema, not a document that follows it."
    Fhir "fhir" "A FHIR resource, which may hold a card in an attachment."
    ChaiVersion "chai-version" "An applied model card of another version than those that are read."
    Markdown "markdown" "Markdown without the front matter or the headings of a Hugging Face card."
    Yaml "yaml" "YAML of no kind that is known."
}

impl Refusal {
    /// The codes of all refusals.
    pub fn codes() -> Vec<&'static str> {
        let own = [
            "empty",
            "too-large",
            "not-utf8",
            "binary",
            "too-deep",
            "too-many-parts",
            "broken",
            "duplicate-key",
            "doctype",
            "entity",
            "alias",
            "unknown",
            "mapping",
        ];
        own.into_iter()
            .chain(Unread::ALL.iter().map(|kind| kind.code()))
            .collect()
    }

    /// The code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too-large",
            Self::NotUtf8 => "not-utf8",
            Self::Binary => "binary",
            Self::TooDeep { .. } => "too-deep",
            Self::TooManyParts { .. } => "too-many-parts",
            Self::Broken { .. } => "broken",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::Doctype { .. } => "doctype",
            Self::Entity { .. } => "entity",
            Self::Alias { .. } => "alias",
            Self::Kind(kind) => kind.code(),
            Self::Unknown => "unknown",
            Self::Mapping => "mapping",
        }
    }

    /// What its words name. Nothing of the file but numbers.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLarge { bytes, max } => {
                vec![("bytes", bytes.to_string()), ("max", max.to_string())]
            }
            Self::TooDeep { max } | Self::TooManyParts { max } => vec![("max", max.to_string())],
            Self::Broken { format, line } => {
                vec![("format", (*format).to_owned()), ("line", line.to_string())]
            }
            Self::DuplicateKey { line }
            | Self::Doctype { line }
            | Self::Entity { line }
            | Self::Alias { line } => vec![("line", line.to_string())],
            _ => Vec::new(),
        }
    }
}
