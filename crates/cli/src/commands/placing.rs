//! The files that a command writes: all are drafted before one takes its place, so that a folder that is missing leaves no file of another run
//! beside those of this one.

use crate::exit::Exit;
use crate::output;
use crate::output::Draft;
use crate::setting::Setting;

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
