//! The only test binary: a module a theme.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "test code"
)]

mod answering; // questions in the terminal
mod arrow; // tables of Arrow in memory
mod attacking; // an attacker of masked oversight logs
mod audiences; // reports for each audience: what is hidden, and what stays the same
mod bases;
mod briefs; // whole projects that answer everything
mod catalogue; // the catalog against its own promises
mod charts; // charts of a report: numbers, geometry, hostile names
mod claims; // what must never be said
mod crosswalks; // other frameworks, item by item
mod diffing; // what changed between two audits, two descriptors, two revisions
mod documents_in; // documents that teams already have, read as answers
mod editions; // editions of the catalog: what changed, and what can change a verdict
mod editors; // the descriptor's schema, as an editor uses it
mod embedding; // the library as another program uses it: texts, values, errors, threads
mod engines; // what DuckDB and Spark count with the query of predictions
mod evidence; // pieces of evidence: states, causes, addresses, reviews
mod examples; // whole projects with evidence, reports and what each teaches
mod exit_codes; // how each command ends, and that no end is a panic
mod figures; // figures in a catalog, a project, an audit, and their mutants
mod figures_in_reports; // figures as a report shows them
mod figures_shown; // figures in each format: words, masks, hostile names
mod findings_csv; // findings for a spreadsheet
mod fixtures; // fixtures by criterion
mod formats; // one audit in every format: the same verdicts, and what each format needs
mod harness; // files, the built program, audits
mod hostile; // broken, hostile and empty descriptors
mod importing; // other files brought into a descriptor
mod importing_others; // workbooks and documents brought into a descriptor, by the program
mod judging; // verdicts, waivers, claims, gate, dates
mod language; // typography, translations, and codes that no reader should see
mod logic; // properties of the three-valued logic
mod measured; // figures computed again, against limits set before
mod measuring; // figures against hand-computed ones and against the reference
mod measuring_logs; // oversight logs, perturbation suites and drift series, and their masks
mod merging; // answers of other sources put into a descriptor
mod merging_any; // whatever is merged into whatever descriptor
mod metamorphic; // verdicts of descriptors made from one another
mod migrating; // keys that changed their names
mod mistakes; // what somebody who begins gets wrong, and what is then said
mod mutation; // what the mutation check of the catalog tells
mod operators; // operators on facts that never were a file
mod opinions; // opinions of bodies, and where their reservations stand
mod oscal; // OSCAL assessment results and their catalog
mod outputs; // what `-o` may not replace
mod own_look; // a user's templates, words, style, organisation and logo
mod packages; // what a package ships beside the program, and what Python's package shares with the workspace
mod packs; // a user's own pack
mod pages; // the pages of the criteria
mod pipelines; // what pipelines run: the action's script, the template, the hooks
mod planning; // the way to the gate: applied, honest, told
mod portfolios; // many projects: found, audited, folded, written with the index last
mod program; // the program's commands, examples and README
mod queries; // the query of predictions: how it is written, and how its result is read
mod reports; // the report as a committee reads it
mod scope; // which texts reach a project, since when, and who owes what
mod sealing; // digests written into a descriptor
mod services; // the example over all services of a hospital
mod stored; // a stored audit read back: as Garant wrote it, or edited
mod tables; // synthetic tables of the examples
mod tables_read; // tables that an audit reads: broken, private, masked
mod takeup; // suppliers' audits taken up
mod tidy; // invariants of ARCHITECTURE.md
mod waivers; // accepted risks: for one check, for one site, by two people
mod withstanding; // hostile input and hostile places, row by row of the table of security
mod workbook_in; // the workbook that is filled in, and what it gives back
mod writing; // documents for people: what they say, and what keeps them from being written
