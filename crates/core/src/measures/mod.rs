//! Figures computed again from the tables and tallies that the evidence names.

mod answer;
mod mask;
mod spec;

use std::collections::BTreeMap;
use std::io::Read;

use garant_measure::predictions::{Options, Report, Tally, read, tally};
use garant_measure::table::{Format, Table};
use garant_measure::{Problem, drift, oversight, perturbation};
use garant_rules::figure::{Ask, Estimate};
use garant_rules::{Catalog, Lang};
use garant_source::Diagnostic;
use serde::{Deserialize, Serialize};

use crate::descriptor::Descriptor;
use crate::evidence::{Cause, Evidence, Files, ROW_KINDS, State, digest};
use crate::figures::Figures;

/// The kind of evidence that holds counts by group, and no row.
const TALLY: &str = "tally";

/// The figures of one piece of evidence. One of the four is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Measure {
    /// The id of the evidence.
    pub evidence: String,
    /// Its kind.
    pub kind: String,
    /// The attributes that the table has: the catalog's id, and the table's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// Figures of predictions, or of a tally of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predictions: Option<Report>,
    /// Figures of an oversight log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oversight: Option<oversight::Report>,
    /// Figures of a perturbation suite.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perturbation: Option<perturbation::Report>,
    /// Figures of a drift series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drift: Option<drift::Report>,
}

/// What a table has wrong, so that nothing was computed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Trouble {
    /// Its code; the words of `measure.problem` say it.
    pub code: String,
    /// What its sentence shows, by name.
    pub args: Vec<(String, String)>,
    /// The first ten rows at fault.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// How many rows are at fault.
    #[serde(default)]
    pub total: u64,
}

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Fault {
    /// Line of the file, or row number for Parquet.
    pub row: u64,
    /// The column.
    pub column: Option<String>,
    /// What is wrong; the words of `measure.fault` say it.
    pub code: String,
    /// What stands there; null where the audience may not see it.
    pub found: Option<String>,
}

/// Everything that was computed again, a piece of evidence after another.
#[derive(Debug, Default)]
pub struct Measures(pub Vec<Measure>);

/// The words of the attributes by which the catalog knows to compare groups, as keys `choice.ID`.
pub fn attribute_words(catalog: &Catalog, lang: Lang) -> BTreeMap<String, String> {
    spec::attribute_words(catalog, lang)
}

/// The words of the attributes that figures are told by.
pub(crate) fn told_words(
    catalog: &Catalog,
    told: &[Measure],
    lang: Lang,
) -> BTreeMap<String, String> {
    let reports = told
        .iter()
        .filter_map(|measure| measure.predictions.as_ref());
    let strata = reports.flat_map(|report| &report.strata);
    let names: Vec<&String> = strata.flat_map(|stratum| stratum.by.keys()).collect();
    let mut words = attribute_words(catalog, lang);
    words.retain(|key, _| {
        names
            .iter()
            .any(|name| key.strip_prefix("choice.") == Some(name))
    });
    words
}

/// Reads every table and tally that is present, those that are not declared free of patients' data only where `rows` asks for it. A
/// table that cannot be read makes its evidence unreadable. Nothing is masked.
pub(crate) fn read_all(
    catalog: &Catalog,
    descriptor: &Descriptor,
    evidence: &mut [Evidence],
    files: &dyn Files,
    rows_asked: bool,
) -> (Measures, Vec<Diagnostic>) {
    let mut measures = Measures::default();
    let mut warnings = Vec::new();
    let attributes = spec::attributes(catalog);
    let empty = &catalog.words.placeholders;
    for (entry, piece) in descriptor.entries("evidence").iter().zip(evidence) {
        let rows = ROW_KINDS.contains(&piece.kind.as_str());
        if !(rows || piece.kind == TALLY || piece.kind == spec::DRIFT)
            || piece.state != State::Present
        {
            continue;
        }
        let free = descriptor.bool(&format!("{entry}.holds-patient-data")) == Some(false);
        if rows && !free && !rows_asked {
            let span = descriptor.span(&format!("{entry}.path"));
            let warning = Diagnostic::warning("rows-not-read", &descriptor.text, span);
            warnings.push(warning.with("path", &piece.path));
            continue;
        }
        let asked = spec::Asked::new(descriptor, entry, &attributes, empty);
        match measure(&asked, piece, files) {
            // Figures are of the bytes whose digest is told, or of none.
            Ok(_) if digest(files, &piece.path).ok() != piece.sha256 => {
                let changed = Cause::ChangedWhileRead;
                piece.state = changed.state();
                piece.why = Some(changed.code().to_owned());
            }
            Ok(measure) => measures.0.push(measure),
            Err(problem) => {
                piece.state = State::Unreadable;
                piece.why = Some(Cause::Table.code().to_owned());
                piece.trouble = Some(trouble(&problem));
            }
        }
    }
    (measures, warnings)
}

/// The figures of one piece.
fn measure(
    asked: &spec::Asked<'_>,
    piece: &Evidence,
    files: &dyn Files,
) -> Result<Measure, Problem> {
    let mut file = files
        .open(&piece.path)
        .map_err(|refusal| Problem::new(Cause::from(refusal).code()))?;
    let mut found = Measure {
        evidence: piece.id.clone(),
        kind: piece.kind.clone(),
        ..Measure::default()
    };
    if piece.kind == TALLY {
        let mut bytes = Vec::new();
        let most = tally::MAX_BYTES as u64 + 1;
        Read::read_to_end(&mut Read::take(&mut file, most), &mut bytes)
            .map_err(|_| Problem::new("read-error").with("cause", ""))?;
        let tally = Tally::parse(&bytes)?;
        found.predictions = Some(Report::new(&tally, None, &Options::default())?);
        found.attributes = asked.names_in(&tally.attributes)?;
        return Ok(found);
    }
    let table = Table::open(Box::new(file), &Format::default())?;
    let progress = &mut |_| ();
    match piece.kind.as_str() {
        "predictions" => {
            let spec = asked.predictions(table.columns())?;
            let reading = read(&spec, table, progress)?;
            let ranks = reading.ranks.as_ref();
            found.predictions = Some(Report::new(&reading.tally, ranks, &Options::default())?);
            found.attributes = asked.names_in(&reading.tally.attributes)?;
        }
        "oversight-log" => {
            let spec = asked.oversight(table.columns());
            found.oversight = Some(oversight::read(&spec, table, progress)?);
        }
        "perturbation-suite" => {
            let report = perturbation::read(&asked.perturbation(), table, progress)?;
            found.perturbation = Some(report);
        }
        _ => {
            let spec = asked.drift(table.columns());
            found.drift = Some(drift::read(&spec, table, progress)?);
        }
    }
    Ok(found)
}

fn trouble(problem: &Problem) -> Trouble {
    let args = problem.args.iter();
    let faults = problem.faults.clone().unwrap_or_default();
    Trouble {
        code: problem.code.to_owned(),
        args: args
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
        total: faults.total,
        faults: faults
            .first
            .into_iter()
            .map(|fault| Fault {
                row: fault.row,
                column: fault.column,
                code: fault.code.to_owned(),
                found: Some(fault.found),
            })
            .collect(),
    }
}

impl Figures for Measures {
    fn figure(&self, ask: &Ask) -> Option<Vec<Estimate>> {
        let measure = self.0.iter().find(|own| own.evidence == ask.evidence)?;
        answer::answer(measure, ask)
    }
}
