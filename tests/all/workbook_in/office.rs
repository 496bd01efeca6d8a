//! The workbook opened and saved by another program, where there is one: `GARANT_SOFFICE` names it.

use std::process::Command;

use garant_rules::Lang;

use super::{book, facts, gives_back, sound, source};

#[test]
fn opened_and_saved_by_libreoffice_it_gives_the_same_answers() {
    let Ok(program) = std::env::var("GARANT_SOFFICE") else {
        return;
    };
    let text = source("imagerie");
    for lang in Lang::ALL {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("questions.xlsx");
        std::fs::write(&path, book(lang, None, Some(&facts(&text)))).unwrap();
        let out = folder.path().join("saved");
        let profile = format!(
            "-env:UserInstallation=file://{}/profile",
            folder.path().display()
        );
        let status = Command::new(&program)
            .args([
                profile.as_str(),
                "--headless",
                "--convert-to",
                "xlsx",
                "--outdir",
            ])
            .args([&out, &path])
            .status()
            .unwrap();
        assert!(status.success());
        let saved = std::fs::read(out.join("questions.xlsx")).unwrap();
        gives_back("imagerie", &text, &sound(&saved).answers);
    }
}
