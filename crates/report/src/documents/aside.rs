//! Criteria that do not apply to a project, as people read of them: by why, and by the case in which they would.

use std::collections::BTreeMap;
use std::rc::Rc;

use garant_core::texts::{Texts, criterion_texts};
use garant_core::verdict::NotApplicable;
use garant_rules::profile::Profile;
use garant_rules::{Catalog, Lang, Said};
use minijinja::Value;
use serde::Serialize;

use super::Sources;
use super::say::Both;
use crate::view::Card;

/// Criteria that do not apply, for one reason.
#[derive(Serialize)]
pub(super) struct Aside {
    /// The code of the reason.
    reason: String,
    count: usize,
    groups: Vec<Group>,
}

/// Those that would apply in the same case.
#[derive(Serialize)]
struct Group {
    /// The case; empty where none is told.
    when: String,
    cards: Vec<Value>,
}

/// Groups cards by why they do not apply, in their order.
pub(super) fn aside(
    cards: &[Rc<Card<'_>>],
    teller: &Teller<'_>,
    value: &dyn Fn(&Card<'_>) -> Value,
) -> Vec<Aside> {
    let mut all: Vec<Aside> = Vec::new();
    for card in cards {
        let reason = card.f.reason.as_deref().unwrap_or_default();
        let at = all.iter().position(|own| own.reason == reason);
        let at = at.unwrap_or_else(|| {
            all.push(Aside {
                reason: reason.to_owned(),
                count: 0,
                groups: Vec::new(),
            });
            all.len() - 1
        });
        let Some(own) = all.get_mut(at) else { continue };
        own.count += 1;
        let when = teller.when(card);
        match own.groups.iter_mut().find(|group| group.when == when) {
            Some(group) => group.cards.push(value(card)),
            None => own.groups.push(Group {
                when,
                cards: vec![value(card)],
            }),
        }
    }
    all
}

/// Says in which case a criterion would apply.
pub(super) struct Teller<'a> {
    catalog: Catalog,
    profile: Option<Profile>,
    texts: &'a Texts,
    actors: &'a BTreeMap<String, Both>,
    lang: Lang,
}

impl<'a> Teller<'a> {
    /// `say`: how conditions are said, in the place of the catalog's words of the same keys; `actors`: what actors are called.
    pub(super) fn new(
        say: &BTreeMap<String, Both>,
        actors: &'a BTreeMap<String, Both>,
        sources: &Sources<'_>,
        texts: &'a Texts,
        lang: Lang,
    ) -> Self {
        let mut catalog = sources.stated.catalog().clone();
        for (key, said) in say {
            let [fr, en] = [&said.fr, &said.en].map(|said| said.clone().into());
            catalog.words.said.insert(key.clone(), Said { fr, en });
        }
        let id = &sources.audit.profile;
        let profile = catalog.profiles.iter().find(|own| own.id == *id).cloned();
        Self {
            catalog,
            profile,
            texts,
            actors,
            lang,
        }
    }

    fn when(&self, card: &Card<'_>) -> String {
        let reason = card.f.reason.as_deref();
        let is = |own: NotApplicable| reason == Some(own.code());
        if is(NotApplicable::OutOfScope) {
            let criterion = self.catalog.criterion(&card.f.criterion);
            let said = self
                .profile
                .as_ref()
                .zip(criterion)
                .and_then(|(profile, own)| {
                    criterion_texts(&self.catalog, profile, own, self.lang).applies
                });
            said.or_else(|| card.t.applies.clone()).unwrap_or_default()
        } else if is(NotApplicable::NotYetDue) {
            let phase = self.texts.phases.get(&card.f.phase);
            phase.cloned().unwrap_or_default()
        } else if is(NotApplicable::OtherActor) {
            let own = card.f.actors.iter().zip(&card.actors);
            let said = own.map(|(id, name)| match self.actors.get(id) {
                Some(said) => said.get(self.lang),
                None => name,
            });
            said.collect::<Vec<_>>().join(", ")
        } else {
            String::new()
        }
    }
}
