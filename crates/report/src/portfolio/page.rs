//! The index page: one file, without script.

use std::io;

use garant_core::look::Logo;
use garant_core::portfolio::{Portfolio, System};
use garant_rules::Lang;
use minijinja::Environment;
use minijinja::value::{Serde, Value};

use super::row::Rows;
use super::view::View;
use crate::assets::Assets;
use crate::lang::Words;
use crate::render::RenderError;
use crate::{look, page};

/// Where the rows of systems stand while the page around them is rendered. No other text of a page holds such a character: those of a
/// descriptor show it.
const ROWS: &str = "\u{0}rows\u{0}";

/// The index page of a portfolio, all but the rows of its systems ready. These are rendered one by one where they are written, so that ten
/// thousand take ten thousand times as long as one, and no more memory.
#[derive(Debug)]
pub struct Page<'a> {
    systems: &'a [System],
    env: Environment<'static>,
    shared: Rows<'a>,
    around: String,
}

impl<'a> Page<'a> {
    /// Renders what stands around the rows, and tries the first of them.
    ///
    /// # Errors
    /// [`RenderError::Language`] where the portfolio holds no words of the language, [`RenderError::Template`] where a template of the assets
    /// is broken.
    pub fn new(
        portfolio: &'a Portfolio,
        lang: Lang,
        logo: Option<&Logo>,
        assets: &Assets,
    ) -> Result<Self, RenderError> {
        let words = Words::new(assets, lang);
        let logo = logo.map(|logo| logo.as_str().to_owned());
        let none = || RenderError::Language(lang.code());
        let view = View::new(portfolio, lang, logo).ok_or_else(none)?;
        let names = portfolio.texts.get(lang.code()).ok_or_else(none)?;
        let mut env = page::environment(&words, assets)?;
        let own = look::without_head(assets.get("assets/portfolio.css")).to_owned();
        env.add_global("portfolio_css", Value::from_safe_string(own));
        env.add_global("rows", Value::from_safe_string(ROWS.to_owned()));
        let template = env.get_template("templates/portfolio.html.j2")?;
        let around = template.render(Serde(view))?;
        let own = Self {
            systems: &portfolio.systems,
            env,
            shared: Rows::new(portfolio, names),
            around,
        };
        if let Some(first) = own.systems.first() {
            own.row(first)?;
        }
        Ok(own)
    }

    /// Writes the page.
    ///
    /// # Errors
    /// What writing gives; a [`RenderError`] inside of it where the template of a row is broken for a system.
    pub fn write(&self, to: &mut dyn io::Write) -> io::Result<()> {
        for (at, part) in self.around.split(ROWS).enumerate() {
            let systems = self.systems.iter().filter(|_| at > 0);
            for system in systems {
                let row = self.row(system).map_err(io::Error::other)?;
                to.write_all(row.as_bytes())?;
            }
            to.write_all(part.as_bytes())?;
        }
        to.flush()
    }

    fn row(&self, system: &'a System) -> Result<String, RenderError> {
        let template = self.env.get_template("templates/portfolio/row.html.j2")?;
        Ok(template.render(Serde(self.shared.row(system)))?)
    }
}
