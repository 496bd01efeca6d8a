//! The index page: one file, without script.

use garant_core::look::Logo;
use garant_core::portfolio::Portfolio;
use garant_rules::Lang;
use minijinja::value::{Serde, Value};

use super::row::Rows;
use super::view::View;
use crate::assets::Assets;
use crate::lang::Words;
use crate::render::RenderError;
use crate::{look, page};

/// Renders the index page. Rows are rendered one by one, so that ten thousand take ten thousand times as long as one.
///
/// # Errors
/// [`RenderError::Language`] where the portfolio holds no words of the language, [`RenderError::Template`] where a template of the assets
/// is broken.
pub fn page(
    portfolio: &Portfolio,
    lang: Lang,
    logo: Option<&Logo>,
    assets: &Assets,
) -> Result<String, RenderError> {
    let words = Words::new(assets, lang);
    let logo = logo.map(|logo| logo.as_str().to_owned());
    let view = View::new(portfolio, lang, logo).ok_or(RenderError::Language(lang.code()))?;
    let mut env = page::environment(&words, assets)?;
    let own = look::without_head(assets.get("assets/portfolio.css")).to_owned();
    env.add_global("portfolio_css", Value::from_safe_string(own));
    let template = env.get_template("templates/portfolio/row.html.j2")?;
    let names = portfolio.texts.get(lang.code());
    let shared = Rows::new(portfolio, names.ok_or(RenderError::Language(lang.code()))?);
    let mut rows = String::new();
    for system in &portfolio.systems {
        rows.push_str(&template.render(Serde(shared.row(system)))?);
    }
    let mut env = env.clone();
    env.add_global("rows", Value::from_safe_string(rows));
    let template = env.get_template("templates/portfolio.html.j2")?;
    Ok(template.render(Serde(view))?)
}
