//! The formats: their names on the command line and the endings of their files.

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// For a terminal, with the lines of the descriptor.
    Text,
    /// For a terminal, one line a finding.
    Concise,
    /// `garant.audit`, version 1.
    Json,
    /// One self-contained page without script.
    Html,
    /// Markdown.
    Markdown,
    /// Findings for a spreadsheet, a row a criterion.
    Csv,
    /// Checks for a spreadsheet, a row a check.
    CsvChecks,
    /// A workbook: criteria, checks, texts, evidence, accepted risks.
    Xlsx,
    /// SARIF 2.1.0 with every verdict.
    Sarif,
    /// SARIF 2.1.0 for GitHub code scanning, which makes an alert of every result: open findings alone.
    SarifGithub,
    /// JUnit XML: a suite a principle, a case a criterion.
    Junit,
    /// OSCAL 1.1 assessment results, as JSON.
    Oscal,
    /// The OSCAL catalog that the assessment results refer to, as JSON.
    OscalCatalog,
    /// Annotations of a GitHub workflow run.
    Github,
    /// Markdown for the summary of a GitHub job or a comment on a merge request.
    GithubSummary,
}

impl Format {
    /// All, with their names on the command line.
    pub const ALL: [(&'static str, Self); 15] = [
        ("text", Self::Text),
        ("concise", Self::Concise),
        ("json", Self::Json),
        ("html", Self::Html),
        ("md", Self::Markdown),
        ("csv", Self::Csv),
        ("csv-checks", Self::CsvChecks),
        ("xlsx", Self::Xlsx),
        ("sarif", Self::Sarif),
        ("sarif-github", Self::SarifGithub),
        ("junit", Self::Junit),
        ("oscal", Self::Oscal),
        ("oscal-catalog", Self::OscalCatalog),
        ("github", Self::Github),
        ("github-summary", Self::GithubSummary),
    ];

    /// The endings of files, the longer first where one ends the other.
    pub const ENDINGS: [(&'static str, Self); 13] = [
        (".oscal-catalog.json", Self::OscalCatalog),
        (".oscal.json", Self::Oscal),
        (".json", Self::Json),
        (".github.sarif", Self::SarifGithub),
        (".sarif", Self::Sarif),
        (".summary.md", Self::GithubSummary),
        (".md", Self::Markdown),
        (".checks.csv", Self::CsvChecks),
        (".csv", Self::Csv),
        (".xlsx", Self::Xlsx),
        (".html", Self::Html),
        (".xml", Self::Junit),
        (".txt", Self::Text),
    ];

    /// The format of a name such as `html`; `None` of any other.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == name)
            .map(|(_, format)| *format)
    }

    /// The format of a file's ending such as `.html`, in lower case; `None` of any other.
    pub fn of_file(name: &str) -> Option<Self> {
        let mut all = Self::ENDINGS.iter();
        all.find(|(ending, _)| name.ends_with(ending))
            .map(|(_, format)| *format)
    }

    /// Whether the format is bytes that are no text.
    pub fn is_binary(self) -> bool {
        self == Self::Xlsx
    }
}
