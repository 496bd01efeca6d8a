//! All that the typesetter may see: the template, the page as data, its pictures, the fonts. No folder, no package, no clock.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};

/// The page as data, where the template finds it.
pub(crate) const DATA: &str = "/sheet.json";
const MAIN: &str = "/paper.typ";
const TEMPLATE: &str = include_str!("../../../reports/paper/paper.typ");

/// The fonts, and which characters they have.
struct Fonts {
    all: Vec<Font>,
    book: LazyHash<FontBook>,
}

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let files = [
            dejavu::sans_condensed::regular(),
            dejavu::sans_condensed::bold(),
            dejavu::sans_mono::regular(),
            // What the condensed ones lack.
            dejavu::sans::regular(),
        ];
        let all: Vec<Font> = files
            .into_iter()
            .flat_map(|file| Font::iter(Bytes::new(file)))
            .collect();
        let book = LazyHash::new(FontBook::from_fonts(&all));
        Fonts { all, book }
    })
}

/// Whether a font has a character.
pub(crate) fn has(c: char) -> bool {
    let own = fonts().all.iter();
    own.into_iter()
        .any(|font| font.info().coverage.contains(u32::from(c)))
}

pub(crate) struct Desk {
    library: LazyHash<Library>,
    main: Source,
    files: BTreeMap<String, Bytes>,
}

impl Desk {
    /// A desk with files by path.
    pub(crate) fn new(files: BTreeMap<String, Vec<u8>>) -> Option<Self> {
        let files = files.into_iter().map(|(path, own)| (path, Bytes::new(own)));
        let path = RootedPath::new(VirtualRoot::Project, VirtualPath::new(MAIN).ok()?);
        Some(Self {
            library: LazyHash::new(
                Library::builder()
                    .with_features([Feature::A11yExtras].into_iter().collect())
                    .build(),
            ),
            main: Source::new(FileId::new(path), TEMPLATE.to_owned()),
            files: files.collect(),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_with_slash();
        self.files.get(path).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().all.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
