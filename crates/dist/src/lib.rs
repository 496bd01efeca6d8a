//! What a package ships beside the program: manual pages in both languages, completions, and the texts of the checkout.

#![expect(
    clippy::disallowed_methods,
    reason = "a task of the project writes what is asked of it"
)]

use std::io::{self, Write};
use std::path::Path;
use std::{fs, iter};

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use garant_report::{Assets, Words};
use garant_rules::Lang;

/// The texts of a checkout that a package ships.
const TEXTS: [&str; 3] = ["LICENSE", "README.md", "CHANGELOG.md"];

/// Writes `man/man1`, `man/fr/man1`, `completions` and the texts below a folder, which is made anew.
///
/// # Errors
/// Of the disk.
pub fn write(checkout: &Path, folder: &Path, out: &mut dyn Write) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut count = 0;
    for lang in Lang::ALL {
        let room = folder.join(match lang {
            Lang::En => "man/man1",
            Lang::Fr => "man/fr/man1",
        });
        fs::create_dir_all(&room)?;
        for (name, page) in pages(lang)? {
            fs::write(room.join(name), page)?;
            count += 1;
        }
    }
    let room = folder.join("completions");
    fs::create_dir_all(&room)?;
    for shell in [Shell::Bash, Shell::Fish, Shell::Zsh] {
        // The language of a program without one.
        let mut command = garant_cli::command(Lang::default());
        clap_complete::generate_to(shell, &mut command, "garant", &room)?;
    }
    for name in TEXTS {
        fs::copy(checkout.join(name), folder.join(name))?;
    }
    writeln!(out, "{count} manual pages in {}", folder.display())
}

/// The manual pages of the program and of each command, by their names.
///
/// # Errors
/// None but of the writer, which is memory.
pub fn pages(lang: Lang) -> io::Result<Vec<(String, String)>> {
    let words = Words::new(&Assets::default(), lang);
    let mut whole = garant_cli::command(lang);
    whole.build();
    let mut pages = Vec::new();
    for command in each(&whole, "garant".to_owned()) {
        let name = command.get_name().to_owned();
        let mut page = Vec::new();
        Man::new(command)
            .source(format!("garant {}", env!("CARGO_PKG_VERSION")))
            .manual("Garant")
            .render(&mut page)?;
        let page = String::from_utf8_lossy(&page);
        let lines = page.lines().map(|line| match line.strip_prefix(".SH ") {
            Some("NAME") => format!(".SH {}\n", words.get("man.name")),
            Some("SUBCOMMANDS") => format!(".SH {}\n", words.get("man.commands")),
            Some("EXTRA") => ".SH NOTES\n".to_owned(),
            // A space before a colon stays behind where there is no colon.
            _ => format!("{}\n", line.trim_end()),
        });
        pages.push((format!("{name}.1"), lines.collect()));
    }
    Ok(pages)
}

/// A command and all below it, each under the name of its page.
fn each(command: &Command, name: String) -> Vec<Command> {
    let below = command.get_subcommands().flat_map(|own| {
        let name = format!("{name}-{}", own.get_name());
        each(own, name)
    });
    let below: Vec<Command> = below.collect();
    let own = command.clone().name(name);
    iter::once(own).chain(below).collect()
}
