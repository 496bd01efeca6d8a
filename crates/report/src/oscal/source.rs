//! Texts that ask: as resources of the catalog, as links and properties of a control, and what they are to a project.

use garant_core::finding::Reference;
use garant_core::texts::SourceTexts;

use super::model::{Citation, Link, Properties, Resource, Rlink};
use super::{Source, text};
use crate::view::Card;

/// The UUID of a text.
fn uuid(source: Source<'_>, id: &str) -> String {
    source.ids.of_catalog(&["source", id])
}

/// A resource a text that the audit holds.
pub(super) fn resources(source: Source<'_>) -> Vec<Resource> {
    let all = source.view.texts.sources.iter();
    all.map(|(id, own)| resource(source, id, own)).collect()
}

fn resource(source: Source<'_>, id: &str, own: &SourceTexts) -> Resource {
    let publisher = Some(&own.publisher).filter(|name| text::string(name).is_some());
    let between = source.words.get("report.sep");
    let cited = match publisher {
        Some(publisher) => format!("{publisher}{between}{}", own.title),
        None => own.title.clone(),
    };
    let url = own.url.as_deref().and_then(text::address);
    Resource {
        uuid: uuid(source, id),
        title: text::line(&own.short),
        description: None,
        props: Properties::new()
            .with("source", id)
            .with("force", &own.force)
            .with("verification", &own.verification),
        citation: Some(Citation {
            text: text::line(&cited),
        }),
        rlinks: url.into_iter().map(rlink).collect(),
        remarks: own.note.as_deref().map(text::prose),
    }
}

fn rlink(href: String) -> Rlink {
    Rlink {
        href,
        media_type: None,
        hashes: Vec::new(),
    }
}

/// The texts that ask a criterion, by which relation and with which force: whatever the project.
pub(super) fn of_control(source: Source<'_>, card: &Card<'_>) -> (Properties, Vec<Link>) {
    let mut props = Properties::new();
    let mut links = Vec::new();
    for (group, asks) in numbered(card) {
        let own = source
            .view
            .texts
            .sources
            .get(&asks.source)
            .map(AsRef::as_ref);
        let place = asks.at.as_deref();
        let says = place.and_then(|at| own.and_then(|own| own.at.get(at)));
        props = named(props, &group, asks)
            .remarked(&group, "at", place, says.map(String::as_str))
            .grouped(&group, "force", own.map(|own| own.force.as_str()));
        if own.is_some() {
            let says = cited(source, asks, own);
            links.push(Link::to(&uuid(source, &asks.source), Some(&says)));
        }
    }
    (props, links)
}

/// What those texts are to the project: whether they bind it, from which day. The groups are those of the control.
pub(super) fn of_finding(mut props: Properties, card: &Card<'_>) -> Properties {
    for (group, asks) in numbered(card) {
        props = named(props, &group, asks)
            .grouped(&group, "status", Some(asks.status.code()))
            .grouped(&group, "status-from", asks.from.as_deref());
    }
    props
}

fn numbered<'a>(card: &Card<'a>) -> impl Iterator<Item = (String, &'a Reference)> {
    let all = card.f.sources.iter().enumerate();
    all.map(|(index, asks)| (format!("source-{}", index + 1), asks))
}

fn named(props: Properties, group: &str, asks: &Reference) -> Properties {
    props.grouped(group, "source", Some(&asks.source)).grouped(
        group,
        "relation",
        Some(&asks.relation),
    )
}

fn cited(source: Source<'_>, asks: &Reference, own: Option<&SourceTexts>) -> String {
    let key = format!("relation.{}", asks.relation);
    let relation = source.view.texts.words.get(&key).unwrap_or(&asks.relation);
    let short = own.map_or(asks.source.as_str(), |own| own.short.as_str());
    match &asks.at {
        Some(at) => format!("{relation} {short}, {at}"),
        None => format!("{relation} {short}"),
    }
}
