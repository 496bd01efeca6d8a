//! The kinds of changes between two editions, and which of them can change a verdict.

use serde::{Serialize, Serializer};

macro_rules! kinds {
    ($($name:ident, $code:literal, $starred:literal, $doc:literal;)+) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = $doc] $name,)+
        }

        impl Kind {
            /// All, with their codes, in the order told.
            pub const ALL: &[(&'static str, Self)] = &[$(($code, Self::$name)),+];

            /// The code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Whether a change of this kind can change a verdict, or what the gate counts. In doubt it can.
            pub fn is_starred(self) -> bool {
                match self { $(Self::$name => $starred,)+ }
            }
        }
    };
}

kinds! {
    CriterionAdded, "criterion-added", true, "A criterion is new.";
    CriterionWithdrawn, "criterion-withdrawn", true, "A criterion is gone.";
    CriterionCode, "criterion-code", true, "Its code: claims and accepted risks may name it by its code.";
    CriterionTitle, "criterion-title", false, "Its title.";
    CriterionApplies, "criterion-applies", true, "When it applies.";
    CheckAdded, "check-added", true, "A check is new.";
    CheckWithdrawn, "check-withdrawn", true, "A check is gone.";
    CheckApplies, "check-applies", true, "When a check is asked.";
    CheckCondition, "check-condition", true, "How a check is decided.";
    ParameterAdded, "parameter-added", true, "A parameter is new.";
    ParameterWithdrawn, "parameter-withdrawn", true, "A parameter is gone.";
    ParameterValue, "parameter-value", true, "The value of a parameter.";
    CriterionLevel, "criterion-level", true, "Its level: what profiles select and the gate counts.";
    CriterionPhase, "criterion-phase", true, "The phase from which it is due.";
    CriterionActors, "criterion-actors", true, "Who owes it.";
    CriterionReliedOnBy, "criterion-relied-on-by", true, "Who depends on it.";
    CriterionPrinciple, "criterion-principle", true, "Its principle: what profiles select.";
    CriterionDraft, "criterion-draft", true, "Whether the gate counts it.";
    RequirementAdded, "requirement-added", true, "A text that requires it is cited: an accepted risk may open the gate no more.";
    RequirementWithdrawn, "requirement-withdrawn", true, "A text that requires it is cited no more.";
    InspirationAdded, "inspiration-added", false, "A text that inspires it is cited.";
    InspirationWithdrawn, "inspiration-withdrawn", false, "A text that inspires it is cited no more.";
    CriterionCens, "criterion-cens", false, "Its places on the official axis.";
    CriterionEffort, "criterion-effort", false, "The effort that it takes.";
    CriterionSince, "criterion-since", false, "The edition that it says brought it.";
    CriterionReviewedBy, "criterion-reviewed-by", false, "Who reviewed its wording.";
    DefinitionAdded, "definition-added", false, "A named condition is new.";
    DefinitionWithdrawn, "definition-withdrawn", false, "A named condition is gone: what used it changed by itself.";
    DefinitionCondition, "definition-condition", true, "What a named condition asks.";
    FieldAdded, "field-added", false, "A field is new.";
    RequiredFieldAdded, "required-field-added", true, "A field is new, and each entry must have it.";
    FieldWithdrawn, "field-withdrawn", true, "A field is gone: a descriptor that states it is refused.";
    FieldKind, "field-kind", true, "What a field holds.";
    FieldChoiceAdded, "field-choice-added", false, "A choice is new.";
    FieldChoiceWithdrawn, "field-choice-withdrawn", true, "A choice is gone.";
    FieldRange, "field-range", true, "The values that a field takes.";
    FieldRequired, "field-required", true, "Whether each entry must have it.";
    FieldUnique, "field-unique", true, "Whether entries may share it.";
    FieldRenamed, "field-renamed", true, "The former name under which it is read.";
    FieldAudience, "field-audience", false, "Who may read the answer, and whether it names a person.";
    FieldActor, "field-actor", false, "Who knows the answer.";
    FieldDocuments, "field-documents", false, "The documents that usually carry it.";
    SourceAdded, "source-added", false, "A text is new.";
    SourceWithdrawn, "source-withdrawn", false, "A text is gone.";
    SourceBinds, "source-binds", true, "When a text binds, and whom.";
    SourceProposed, "source-proposed", true, "Whether a text is adopted.";
    SourceDate, "source-date", true, "The date of a text, before which it binds nobody.";
    SourceVerification, "source-verification", true, "How far a text was read: one cited from memory is not said to bind.";
    SourceForce, "source-force", false, "The kind of a text.";
    SourceEdition, "source-edition", false, "Where a text is, its edition, what replaced it, when it was checked.";
    PlaceAdded, "place-added", false, "A place of a text is new.";
    PlaceWithdrawn, "place-withdrawn", false, "A place of a text is gone.";
    PlaceBinds, "place-binds", true, "When a place binds, and whom.";
    PlaceVerification, "place-verification", true, "How far a place was read.";
    ProfileAdded, "profile-added", false, "A profile is new.";
    ProfileWithdrawn, "profile-withdrawn", true, "A profile is gone: a descriptor that names it is refused.";
    ProfileSelects, "profile-selects", true, "Criteria of both editions that it now judges.";
    ProfileLeavesOut, "profile-leaves-out", true, "Criteria of both editions that it judges no more.";
    ProfileRule, "profile-rule", true, "How it selects, with the same criteria of both editions.";
    ProfileLevel, "profile-level", true, "The level that it gives a criterion.";
    ProfileParameter, "profile-parameter", true, "The value that it gives a parameter.";
    ProfileGate, "profile-gate", true, "The level from which its gate counts.";
    ProfileAge, "profile-age", true, "The age beyond which it takes up no supplier's audit.";
    ProfileLayout, "profile-layout", false, "How its report is laid out.";
    DefaultProfile, "default-profile", true, "The profile taken when none is named.";
    Placeholders, "placeholders", true, "The texts that say nothing when given as an answer.";
    Phases, "phases", true, "The phases and their order.";
    Levels, "levels", true, "The levels and their order.";
    Actors, "actors", true, "The actors, and the roles that owe what they owe.";
    Principles, "principles", true, "The principles.";
    Cens, "cens", false, "The official axis.";
    PhaseChecks, "phase-checks", false, "The facts that contradict a phase: they warn.";
    PackAdded, "pack-added", false, "A pack is new: its criteria are told.";
    PackWithdrawn, "pack-withdrawn", true, "A pack is gone.";
    PackOnRequest, "pack-on-request", true, "Whether its criteria are judged only by profiles that name it.";
    RegimeAdded, "regime-added", false, "A regime is new.";
    RegimeWithdrawn, "regime-withdrawn", false, "A regime is gone.";
    RegimeChanged, "regime-changed", false, "What a regime brings together.";
    CrosswalkAdded, "crosswalk-added", false, "A crosswalk is new.";
    CrosswalkWithdrawn, "crosswalk-withdrawn", false, "A crosswalk is gone.";
    CrosswalkChanged, "crosswalk-changed", false, "What a crosswalk places where.";
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
