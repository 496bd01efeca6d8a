//! `garant explain`: a criterion's page in the terminal; with a descriptor, why its verdict is what it is and what would change it.

use clap::ArgMatches;
use garant_core::finding::Reference;
use garant_core::texts::criterion_texts;
use garant_core::verdict::Verdict;
use garant_core::{AuditError, Judge, Request};
use garant_report::Words;
use garant_report::plan::steps;
use garant_report::reasoning;
use garant_rules::criterion::Criterion;
use garant_rules::{Catalog, profile::Profile};
use garant_source::diagnostic::nearest;
use serde_json::json;

use super::{as_of, descriptor, string};
use crate::exit::Exit;
use crate::input::{Folder, shown};
use crate::output;
use crate::setting::Setting;

pub(super) fn run(setting: &Setting, matches: &ArgMatches) -> Exit {
    let Some(catalog) = setting.catalog(string(matches, "catalog")) else {
        return Exit::Failed;
    };
    if matches.get_flag("scope") {
        return super::scope::run(setting, &catalog, matches);
    }
    let name = string(matches, "criterion").map_or("", String::as_str);
    let Some(criterion) = catalog.criterion(name) else {
        let ids = catalog
            .criteria
            .iter()
            .flat_map(|criterion| [criterion.id.as_str(), criterion.code.as_str()]);
        let near = nearest(name, ids);
        let key = match near {
            Some(_) => "terminal.unknown-criterion",
            None => "terminal.no-such-criterion",
        };
        let near = near.unwrap_or_default();
        setting.fail(key, &[("found", name), ("nearest", near)]);
        return Exit::Failed;
    };
    let asked = string(matches, "profile").map(String::as_str);
    let Some(profile) = setting.profile(&catalog, asked) else {
        return Exit::Failed;
    };
    let json = string(matches, "format").is_some_and(|format| format == "json");
    if json && string(matches, "path").is_none() {
        setting.fail("terminal.explain-json", &[("found", name)]);
        return Exit::Failed;
    }
    let mut told = None;
    if let Some(path) = string(matches, "path") {
        let Ok(as_of) = as_of(setting, matches) else {
            return Exit::Failed;
        };
        let Some(source) = descriptor(setting, path) else {
            return Exit::Failed;
        };
        let name = shown(path);
        let request = Request::new(&name, &source, as_of).profile(asked);
        let folder = Folder::of(path, false);
        if json {
            return tree(setting, &catalog, &request, &folder, &criterion.id);
        }
        match change(setting, &catalog, &request, &folder, &criterion.id) {
            Err(error) => {
                setting.no_audit(&catalog, &error);
                return Exit::Failed;
            }
            Ok(own) => told = Some(own),
        }
    }
    let known = told.as_ref().map_or(&[][..], |told| &told.sources);
    let mut text = page(setting, &catalog, profile, criterion, known);
    if let Some(told) = &told {
        text.push_str(&told.text);
    }
    output::out(&text);
    Exit::Holds
}

/// The conditions of a criterion as they were judged on a project, as JSON; null where the profile does not select it.
fn tree(
    setting: &Setting,
    catalog: &Catalog,
    request: &Request<'_>,
    folder: &Folder,
    id: &str,
) -> Exit {
    match Judge::new(catalog).reasoning(request, folder, id) {
        Err(error) => {
            setting.no_audit(catalog, &error);
            Exit::Failed
        }
        Ok(reasoning) => {
            let whole = json!({
                "criterion": id,
                "as-of": request.as_of.to_string(),
                "descriptor": request.name,
                "reasoning": reasoning,
            });
            let text = serde_json::to_string_pretty(&whole).unwrap_or_default();
            output::out(&format!("{text}\n"));
            Exit::Holds
        }
    }
}

/// What a project changes of a criterion's page.
struct Told {
    /// The texts that ask, each with whether it binds the project.
    sources: Vec<Reference>,
    /// What was found, and what would change it.
    text: String,
}

fn page(
    setting: &Setting,
    catalog: &Catalog,
    profile: &Profile,
    criterion: &Criterion,
    known: &[Reference],
) -> String {
    let lang = setting.lang;
    let words = |key: &str| setting.words.get(&format!("explain.{key}")).to_owned();
    let texts = criterion_texts(catalog, profile, criterion, lang);
    let said = |key: String| catalog.words.get(&key, lang).to_owned();
    let mut out = format!("{}  {}\n{}\n", criterion.code, texts.title, criterion.id);
    let mut part = |title: String, body: String| {
        out.push_str(&format!("\n{title}\n  {}\n", body.replace('\n', "\n  ")));
    };
    part(words("asks"), texts.asks);
    part(words("why"), texts.why);
    let sources: Vec<String> = criterion
        .sources
        .iter()
        .map(|citation| {
            let relation = said(format!("relation.{}", citation.relation()));
            let source = catalog.source(&citation.source);
            let short = source.map_or("", |source| source.short.get(lang));
            let at = citation.at.as_deref().unwrap_or("");
            let asks = source
                .and_then(|source| source.locator(citation.at.as_deref()))
                .map(|place| format!(" – {}", place.says.get(lang)))
                .unwrap_or_default();
            let mut line = format!("{relation} {short} {at}{asks}");
            let own = known.iter().find(|reference| {
                reference.source == citation.source
                    && reference.at == citation.at
                    && reference.relation == citation.relation()
            });
            // Whether a text binds this project is told beside what it asks.
            if let Some(own) = own {
                let status = said(format!("status.{}", own.status.code()));
                let from = own.from.as_deref().map(|day| setting.words.date(day));
                let key = match from {
                    Some(_) if own.perhaps_later() => "explain.standing-perhaps-from",
                    Some(_) => "explain.standing-from",
                    None => "explain.standing",
                };
                let from = from.unwrap_or_default();
                let args = [("status", status.as_str()), ("from", &from)];
                line.push_str(&setting.words.fill(key, &args));
            }
            line
        })
        .collect();
    part(words("sources"), sources.join("\n"));
    part(
        words("applies"),
        texts.applies.unwrap_or_else(|| words("always")),
    );
    let checks: Vec<String> = criterion
        .checks
        .iter()
        .filter_map(|check| texts.checks.get(&check.id))
        .map(|check| format!("· {}\n  → {}", check.says, check.how))
        .collect();
    part(
        words("checks"),
        [checks, texts.parameters].concat().join("\n"),
    );
    part(words("remedy"), texts.remedy);
    if let Some(question) = texts.question {
        part(words("question"), question);
    }
    out
}

/// What was found, condition by condition, and what would change it.
fn change(
    setting: &Setting,
    catalog: &Catalog,
    request: &Request<'_>,
    folder: &Folder,
    id: &str,
) -> Result<Told, AuditError> {
    let judge = Judge::new(catalog);
    let words = &setting.words;
    let Some(reasoning) = judge.reasoning(request, folder, id)? else {
        return Ok(Told {
            sources: Vec::new(),
            text: format!("\n{}\n", words.get("explain.not-selected")),
        });
    };
    let said = |key: String| catalog.words.get(&key, setting.lang).to_owned();
    let finding = &reasoning.finding;
    let mut out = format!(
        "\n{}\n  {}",
        words.get("explain.read"),
        said(format!("verdict.{}", finding.verdict.code()))
    );
    if let Some(reason) = &finding.reason {
        out.push_str(&format!(" – {}", said(format!("reason.{reason}"))));
    }
    out.push('\n');
    out.push_str(&reasoning::text(&reasoning, catalog, words));
    out.push_str(&format!("\n{}\n", words.get("explain.change")));
    let told = |text: String| Told {
        sources: reasoning.finding.sources.clone(),
        text,
    };
    let plan = match judge.plan_of(request, folder, id) {
        Err(AuditError::Long {
            most,
            list,
            entries,
        }) => {
            out.push_str(&format!("  {}\n", long(words, most, &list, entries)));
            return Ok(told(out));
        }
        plan => plan?,
    };
    if plan.is_done() {
        // What is another's duty is not done: it is not this actor's.
        let reason = finding.reason.as_deref();
        let aside = reason.filter(|_| finding.verdict == Verdict::NotApplicable);
        let none = words.get("explain.change-none").to_owned();
        let told = aside.map_or(none, |reason| said(format!("reason.{reason}")));
        out.push_str(&format!("  {told}\n"));
    } else {
        out.push_str(&format!("  {}\n\n", words.get("plan.caution")));
        out.push_str(&steps(&plan, catalog, words));
    }
    Ok(told(out))
}

/// That a plan would be longer than one may be.
fn long(words: &Words, most: usize, list: &str, entries: usize) -> String {
    let (most, entries) = (most.to_string(), entries.to_string());
    let args = [
        ("most", most.as_str()),
        ("list", list),
        ("entries", &entries),
    ];
    words.fill("terminal.long-plan", &args)
}
