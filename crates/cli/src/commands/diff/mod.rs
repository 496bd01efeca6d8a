//! `garant diff`: what changed between two audits of a project, and why.

mod replay;
mod side;

use clap::ArgMatches;
use garant_core::audience::Audience;
use garant_core::redact::redact;
use garant_core::{Audit, Catalog, Changes, Date};
use garant_report::changes::{Format, render};

use super::placing::{files, names, place};
use super::rendering::broken;
use super::{as_of, day, string};
use crate::exit::Exit;
use crate::input::shown as shown_as;
use crate::output;
use crate::setting::Setting;
use replay::Replay;
use side::Given;
pub(super) use side::{Side, Terms};

/// The levels that `--gate worse` looks at.
const LEVELS: [&str; 2] = ["essential", "expected"];

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let mut setting = Setting::new(setting.lang);
    if !setting.with_templates(string(matches, "templates")) {
        return Exit::Failed;
    }
    match compare(&setting, matches) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn compare(setting: &Setting, matches: &ArgMatches) -> Result<Exit, Exit> {
    let sides = ["old", "new"].map(|side| string(matches, side).map_or("", String::as_str));
    let files = files(setting, matches, &Format::ENDINGS, Format::of_file, &sides)?;
    if let Some(edition) = string(matches, "catalog") {
        return replayed(setting, matches, edition, &files);
    }
    let new_date = as_of(setting, matches)?;
    let old_date = match string(matches, "old-as-of") {
        Some(text) => day(setting, text)?,
        None => new_date,
    };
    let read = |name: &str| string(matches, name).and_then(|given| Side::read(setting, given));
    // Both are read before the run ends: all that is wrong is told at once.
    let (old, new) = (read("old"), read("new"));
    let (old, new) = (old.ok_or(Exit::Failed)?, new.ok_or(Exit::Failed)?);
    suits(setting, matches, &old, &new)?;
    let terms = terms(matches);
    let catalog = setting.catalog(None).ok_or(Exit::Failed)?;
    for side in [&old, &new] {
        side.keep(setting, &catalog, &names(&files))?;
    }
    let before = old.audit(setting, &catalog, old_date, terms);
    let after = new.audit(setting, &catalog, new_date, terms);
    let (before, after) = (before.ok_or(Exit::Failed)?, after.ok_or(Exit::Failed)?);
    let asked = asked(matches);
    let changes = between(setting, &catalog, (old, before), (new, after), terms, asked)?;
    told(setting, matches, changes, &files)
}

/// What changed since an older side, up to the audit of a descriptor.
pub(super) fn since(
    setting: &Setting,
    catalog: &Catalog,
    given: &str,
    (new, after): (Side, Audit),
    terms: Terms<'_>,
    asked: Option<Audience>,
) -> Result<Changes, Exit> {
    let old = Side::read(setting, given).ok_or(Exit::Failed)?;
    if let Given::Stored(audit) = &old.given
        && audit.waivers_ignored != terms.ignore_waivers
    {
        setting.fail("diff.refused.waivers-of-stored", &[("path", &old.name)]);
        return Err(Exit::Failed);
    }
    let date: Date = after.as_of.parse().map_err(|_| Exit::Failed)?;
    let before = old
        .audit(setting, catalog, date, terms)
        .ok_or(Exit::Failed)?;
    between(setting, catalog, (old, before), (new, after), terms, asked)
}

/// What changed between two audits, for an audience.
fn between(
    setting: &Setting,
    catalog: &Catalog,
    (old, before): (Side, Audit),
    (new, after): (Side, Audit),
    terms: Terms<'_>,
    asked: Option<Audience>,
) -> Result<Changes, Exit> {
    let ways = ways(catalog, (&old, &before), (&new, &after), terms);
    let audience = audience(setting, asked, (&old, &before), (&new, &after))?;
    let shown = |audit: Audit| redact(audit, audience).map_err(|_| Exit::Failed);
    let (before, after) = (shown(before)?, shown(after)?);
    let shown = |way: Vec<Audit>| way.into_iter().map(shown).collect();
    let ways: Result<Vec<Vec<Audit>>, Exit> = ways.into_iter().map(shown).collect();
    let mut changes = Changes::through(&before, &ways?, &after).with_choices(catalog);
    changes.old.name = old.name;
    changes.old.commit = old.commit;
    changes.new.name = new.name;
    changes.new.commit = new.commit;
    Ok(changes)
}

/// The project of one side on another edition of the catalog, and on this one: the same date, files and waivers.
fn replayed(
    setting: &Setting,
    matches: &ArgMatches,
    edition: &str,
    files: &[(&String, Format)],
) -> Result<Exit, Exit> {
    let date = as_of(setting, matches)?;
    let catalog = setting.catalog(None).ok_or(Exit::Failed)?;
    let given = string(matches, "old").map_or("", String::as_str);
    // Both are read before the run ends: all that is wrong is told at once.
    let replay = Replay::read(setting, edition, &catalog);
    let side = Side::read(setting, given).ok_or(Exit::Failed)?;
    let replay = replay?;
    side.keep(setting, &catalog, &names(files))?;
    let terms = terms(matches);
    // What the present edition does not read is wrong; what the other one alone does not read came later.
    let after = side.audit(setting, &catalog, date, terms);
    let after = after.ok_or(Exit::Failed)?;
    let before = replay.audit(setting, &side, date, terms)?;
    let audience = audience(setting, asked(matches), (&side, &before), (&side, &after))?;
    let shown = |audit: Audit| redact(audit, audience).map_err(|_| Exit::Failed);
    let (before, after) = (shown(before)?, shown(after)?);
    let mut changes = Changes::between(&before, &after).replayed(&|id| replay.because(id));
    changes.old.edition = Some(shown_as(edition));
    for own in [&mut changes.old, &mut changes.new] {
        own.name.clone_from(&side.name);
        own.commit.clone_from(&side.commit);
    }
    told(setting, matches, changes, files)
}

fn asked(matches: &ArgMatches) -> Option<Audience> {
    string(matches, "audience").and_then(|code| Audience::of(code))
}

fn terms(matches: &ArgMatches) -> Terms<'_> {
    Terms {
        profile: string(matches, "profile").map(String::as_str),
        ignore_waivers: matches.get_flag("ignore-waivers"),
        rows: matches.get_flag("rows"),
    }
}

/// Tells what changed, and how the run ends.
fn told(
    setting: &Setting,
    matches: &ArgMatches,
    mut changes: Changes,
    files: &[(&String, Format)],
) -> Result<Exit, Exit> {
    if string(matches, "gate").is_some_and(|gate| gate == "worse") {
        changes = changes.gated(&LEVELS);
    }
    let format = string(matches, "format").and_then(|name| Format::named(name));
    write(setting, &changes, format.unwrap_or(Format::Text), files)?;
    let gate = changes.gate.as_ref();
    Ok(if gate.is_some_and(|gate| !gate.holds()) {
        Exit::Open
    } else {
        Exit::Holds
    })
}

/// Whether what is asked goes with what was given: a stored audit is what it is.
fn suits(setting: &Setting, matches: &ArgMatches, old: &Side, new: &Side) -> Result<(), Exit> {
    let asked = |name: &str| string(matches, name).is_some();
    let refuse = |key: &str, path: &str| {
        setting.fail(key, &[("path", path)]);
        Err(Exit::Failed)
    };
    if asked("old-as-of") && old.is_stored() {
        return refuse("diff.refused.old-date-of-stored", &old.name);
    }
    if old.is_stored() && new.is_stored() {
        if asked("as-of") {
            return refuse("diff.refused.dates-of-stored", "");
        }
        if asked("profile") {
            return refuse("diff.refused.profile-of-stored", "");
        }
    }
    let ignored = matches.get_flag("ignore-waivers");
    let kept = |side: &Side| match &side.given {
        Given::Stored(audit) => Some(audit.waivers_ignored),
        Given::Descriptor(_) => None,
    };
    let both = kept(old).is_some() && kept(old) == kept(new) && !ignored;
    for side in [old, new] {
        if !both && kept(side).is_some_and(|kept| kept != ignored) {
            return refuse("diff.refused.waivers-of-stored", &side.name);
        }
    }
    Ok(())
}

/// Ways from one side to the other, on which one thing after another becomes that of the new side. Where the new descriptor can be judged
/// again, it comes first, then its profile, then its date; where the old one can, its date and profile change first.
fn ways(
    catalog: &Catalog,
    (old, before): (&Side, &Audit),
    (new, after): (&Side, &Audit),
    terms: Terms<'_>,
) -> Vec<Vec<Audit>> {
    let date = |audit: &Audit| audit.as_of.parse::<Date>().ok();
    let (Some(first), Some(last)) = (date(before), date(after)) else {
        return Vec::new();
    };
    let (from, to) = (before.profile.as_str(), after.profile.as_str());
    if (first, from) == (last, to) {
        return Vec::new();
    }
    let way = |side: &Side, places: [(Date, &str); 2], end: (Date, &str)| -> Vec<Audit> {
        let mut steps: Vec<(Date, &str)> = Vec::new();
        for place in places {
            if place != end && !steps.contains(&place) {
                steps.push(place);
            }
        }
        let judged = steps.into_iter().filter_map(|(date, profile)| {
            let profile = Some(profile);
            side.again(catalog, date, Terms { profile, ..terms })
        });
        judged.collect()
    };
    let ways = [
        way(new, [(first, from), (first, to)], (last, to)),
        way(old, [(last, from), (last, to)], (first, from)),
    ];
    ways.into_iter().filter(|way| !way.is_empty()).collect()
}

/// For whom the comparison is: for those asked, or else for those who may see the least of the two sides.
fn audience(
    setting: &Setting,
    asked: Option<Audience>,
    (old, before): (&Side, &Audit),
    (new, after): (&Side, &Audit),
) -> Result<Audience, Exit> {
    let least = before.audience.max(after.audience);
    let Some(asked) = asked else {
        return Ok(least);
    };
    for (side, audit) in [(old, before), (new, after)] {
        if asked < audit.audience {
            let (from, to) = (audit.audience.code(), asked.code());
            let args = [("path", side.name.as_str()), ("from", from), ("to", to)];
            setting.fail("terminal.wider-audience", &args);
            return Err(Exit::Failed);
        }
    }
    Ok(asked)
}

/// Renders everything, then writes: what cannot be rendered leaves nothing behind.
fn write(
    setting: &Setting,
    changes: &Changes,
    format: Format,
    files: &[(&String, Format)],
) -> Result<(), Exit> {
    let rendered = |format: Format| {
        let text = render(changes, format, setting.lang, &setting.assets);
        text.map_err(|error| broken(setting, &error))
    };
    let shown = rendered(format)?;
    let mut texts = Vec::new();
    for (file, format) in files {
        let mut text = rendered(*format)?;
        if *format == Format::Text {
            text = anstream::adapter::strip_str(&text).to_string();
        }
        texts.push((file.as_str(), text));
    }
    let files: Vec<(&str, &[u8])> = texts
        .iter()
        .map(|(file, text)| (*file, text.as_bytes()))
        .collect();
    place(setting, &files, || output::out(&shown), true)
}
