//! Files that a command reads, and those that what it reads cites: no output takes the place of one.

use std::path::{Path, PathBuf};

use garant_core::{Audit, validate};
use garant_rules::Catalog;

use crate::exit::Exit;
use crate::input;
use crate::output::Shelf;
use crate::setting::Setting;

/// Lists of a descriptor whose entries name files.
const LISTS: [&str; 2] = ["evidence", "takes-up"];
/// An answer that names one.
const LOGO: &str = "presentation.logo";

/// Refuses an output that would replace a file that is read.
pub(super) fn refuse_read(setting: &Setting, outputs: &[&str], read: &[&str]) -> Result<(), Exit> {
    for output in outputs {
        if read.iter().any(|path| input::same_file(output, path)) {
            setting.fail("write.itself", &[("path", output)]);
            return Err(Exit::Failed);
        }
    }
    Ok(())
}

/// Refuses an output that would replace a descriptor, or stand where a file that it cites is or should be.
pub(super) fn refuse_cited(
    setting: &Setting,
    catalog: &Catalog,
    outputs: &[&str],
    (path, text): (&str, &str),
) -> Result<(), Exit> {
    if outputs.is_empty() {
        return Ok(());
    }
    refuse_read(setting, outputs, &[path])?;
    let folder = input::folder_of(path);
    let cited = cited(catalog, path, text);
    let cited = cited.iter().map(|own| (folder.join(&own.0), own.1));
    refuse(setting, outputs, path, cited)
}

/// Refuses an output that would replace a stored audit, or stand where a piece of evidence that it tells of is or should be: beside the
/// audit, or beside the descriptor as the audit names it.
pub(super) fn refuse_told(
    setting: &Setting,
    outputs: &[&str],
    path: &str,
    audit: &Audit,
) -> Result<(), Exit> {
    refuse_read(setting, outputs, &[path, &audit.descriptor.path])?;
    let folders = [path, &audit.descriptor.path].map(input::folder_of);
    let pieces = audit.evidence.iter().filter(|own| !own.path.is_empty());
    let told = pieces.flat_map(|own| {
        let line = own.line.unwrap_or(1);
        folders.map(|folder| (folder.join(&own.path), line))
    });
    refuse(setting, outputs, &audit.descriptor.path, told)
}

/// Refuses a folder of reports in which a run would replace a file that a descriptor cites.
pub(super) fn refuse_shelf(
    setting: &Setting,
    catalog: &Catalog,
    shelf: &Shelf,
    paths: impl Iterator<Item = String>,
) -> Result<(), Exit> {
    // In a folder that is not there yet, nothing is replaced.
    if shelf.root().is_none() {
        return Ok(());
    }
    for path in paths {
        // One that cannot be read is told with the others.
        let Ok(text) = input::text(&path) else {
            continue;
        };
        let folder = input::folder_of(&path);
        let held = |own: &(String, usize)| {
            let place = input::place_of(&folder.join(&own.0));
            place.is_some_and(|place| shelf.has(&place))
        };
        if let Some((cited, line)) = cited(catalog, &path, &text).iter().find(|own| held(own)) {
            let line = line.to_string();
            let args = [("path", cited.as_str()), ("file", &path), ("line", &line)];
            setting.fail("write.cited", &args);
            return Err(Exit::Failed);
        }
    }
    Ok(())
}

fn refuse(
    setting: &Setting,
    outputs: &[&str],
    name: &str,
    cited: impl Iterator<Item = (PathBuf, usize)>,
) -> Result<(), Exit> {
    let places: Vec<(&str, PathBuf)> = outputs
        .iter()
        .filter_map(|output| Some((*output, input::place_of(Path::new(output))?)))
        .collect();
    for (file, line) in cited {
        let Some(file) = input::place_of(&file) else {
            continue;
        };
        if let Some((output, _)) = places.iter().find(|(_, place)| *place == file) {
            let line = line.to_string();
            let args = [("path", *output), ("file", name), ("line", line.as_str())];
            setting.fail("write.cited", &args);
            return Err(Exit::Failed);
        }
    }
    Ok(())
}

/// The files that a descriptor cites, as it writes them, with their lines; none where it cannot be read, which is told elsewhere.
fn cited(catalog: &Catalog, path: &str, text: &str) -> Vec<(String, usize)> {
    let Ok(descriptor) = validate::descriptor(catalog, path, text) else {
        return Vec::new();
    };
    let entries = LISTS.iter().flat_map(|list| descriptor.entries(list));
    let paths = entries.map(|entry| format!("{entry}.path"));
    paths
        .chain([LOGO.to_owned()])
        .filter_map(|path| Some((descriptor.string(&path)?.to_owned(), descriptor.line(&path))))
        .filter(|(path, _)| !path.is_empty())
        .collect()
}
