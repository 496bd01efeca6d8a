//! The files that a command writes: all are drafted before one takes its place, so that a folder that is missing leaves no file of another run
//! beside those of this one.

use clap::ArgMatches;

use super::kept::refuse_read;
use crate::exit::Exit;
use crate::output;
use crate::output::Draft;
use crate::setting::Setting;

/// The files to write, with their formats by their endings; none of them is one that is read.
pub(super) fn files<'m, F>(
    setting: &Setting,
    matches: &'m ArgMatches,
    endings: &[(&str, F)],
    of_file: fn(&str) -> Option<F>,
    read: &[&str],
) -> Result<Vec<(&'m String, F)>, Exit> {
    let mut files = Vec::new();
    for file in matches.get_many::<String>("output").into_iter().flatten() {
        let Some(format) = of_file(file) else {
            let endings: Vec<&str> = endings.iter().map(|(ending, _)| *ending).collect();
            let args = [("path", file.as_str()), ("endings", &endings.join(", "))];
            setting.fail("terminal.bad-ending", &args);
            return Err(Exit::Failed);
        };
        files.push((file, format));
    }
    refuse_read(setting, &names(&files), read)?;
    Ok(files)
}

/// The names of files.
pub(super) fn names<'m, F>(files: &[(&'m String, F)]) -> Vec<&'m str> {
    files.iter().map(|(file, _)| file.as_str()).collect()
}

/// Drafts files by name, shows what goes to standard output, then puts the drafts in their places. Says what it wrote if `told`.
pub(super) fn place(
    setting: &Setting,
    files: &[(&str, &[u8])],
    show: impl FnOnce(),
    told: bool,
) -> Result<(), Exit> {
    let no_write = |file: &str| {
        setting.fail("terminal.no-write", &[("path", file)]);
        Exit::Failed
    };
    let mut drafts = Vec::new();
    for (file, bytes) in files {
        let draft = Draft::new(file, bytes);
        drafts.push((file, draft.map_err(|_| no_write(file))?));
    }
    show();
    for (file, draft) in drafts {
        draft.place().map_err(|_| no_write(file))?;
        if told {
            let told = setting.words.fill("terminal.written", &[("path", file)]);
            output::err(&format!("{told}\n"));
        }
    }
    Ok(())
}
