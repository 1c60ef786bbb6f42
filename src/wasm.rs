//! The face to JavaScript: `api`, method for method, with values as plain objects.
//! The only file that knows wasm-bindgen, serde-wasm-bindgen and web-sys.

use std::panic::PanicHookInfo;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::api;
use crate::catalog::Catalog;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../www/src/generated/api.ts");

/// Runs once when the module is instantiated: from then on the console tells why the engine stopped.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(report));
}

/// A panic ends in a trap without words; the worker reads them here and hands them to the page.
fn report(info: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&JsValue::from(format!("bartizan: {info}")));
}

/// An analysis of one description under one scenario.
#[wasm_bindgen]
pub struct Analysis(api::Analysis);

#[wasm_bindgen]
impl Analysis {
    /// Reads, checks and lowers the description; problems are in the overview.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Scenario")] scenario: JsValue,
    ) -> Result<Analysis, JsValue> {
        let source: api::Source = from_js(source)?;
        let scenario: api::Scenario = from_js(scenario)?;
        Ok(Analysis(api::Analysis::begin(&source, &scenario)))
    }

    /// The same with a catalog that packs extend.
    #[wasm_bindgen(js_name = withPacks)]
    pub fn with_packs(
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Scenario")] scenario: JsValue,
        packs: &Packs,
    ) -> Result<Analysis, JsValue> {
        let source: api::Source = from_js(source)?;
        let scenario: api::Scenario = from_js(scenario)?;
        Ok(Analysis(api::Analysis::with_catalog(&source, &scenario, Arc::clone(&packs.catalog))))
    }

    /// Begins to answer the same description under another scenario.
    pub fn switch(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Scenario")] scenario: JsValue,
    ) -> Result<(), JsValue> {
        self.0.switch(&from_js(scenario)?);
        Ok(())
    }

    /// Goes on for at most `steps` steps; call until finished.
    #[wasm_bindgen(unchecked_return_type = "Progress")]
    pub fn advance(&mut self, steps: u32) -> Result<JsValue, JsValue> {
        to_js(&self.0.advance(u64::from(steps)))
    }

    /// What is known without any slice.
    #[wasm_bindgen(unchecked_return_type = "Overview")]
    pub fn overview(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.overview())
    }

    /// All claims with their answers.
    #[wasm_bindgen(unchecked_return_type = "Claim[]")]
    pub fn claims(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.claims())
    }

    /// The verdicts alone.
    #[wasm_bindgen(unchecked_return_type = "ClaimVerdict[]")]
    pub fn verdicts(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.verdicts())
    }

    /// What the description leaves open and a claim depends on, or nothing if it cannot be analysed.
    #[wasm_bindgen(js_name = openQuestions, unchecked_return_type = "OpenQuestions | null")]
    pub fn open_questions(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.open_questions())
    }

    /// Rows of the exposure matrix whose element matches `filter`.
    #[wasm_bindgen(unchecked_return_type = "Exposure")]
    pub fn exposure(&self, filter: &str, offset: u32, limit: u32) -> Result<JsValue, JsValue> {
        to_js(&self.0.exposure(filter, u64::from(offset), u64::from(limit)))
    }

    /// The system as a picture: boxes, elements, flows, and what is reached.
    #[wasm_bindgen(unchecked_return_type = "Picture")]
    pub fn picture(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.picture())
    }

    /// All catalog attacks, each with at most `places` places.
    #[wasm_bindgen(unchecked_return_type = "Attacks")]
    pub fn attacks(&self, places: u32) -> Result<JsValue, JsValue> {
        to_js(&self.0.attacks(places))
    }

    /// The attacks as items of a view, or nothing if there is no such view.
    #[wasm_bindgen(unchecked_return_type = "Crosswalk | null")]
    pub fn crosswalk(&self, view: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.crosswalk(view))
    }

    /// What was decided about claims, facts and attacks, and whether it stands.
    #[wasm_bindgen(unchecked_return_type = "Decision[]")]
    pub fn decisions(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.decisions())
    }

    /// What a decision about a claim, a fact or an attack would rest on now, or nothing if there is no such thing.
    #[wasm_bindgen(unchecked_return_type = "Basis | null")]
    pub fn basis(&self, about: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.basis(about))
    }

    /// What is to be written beside edits of a description that change names alone, so that decisions that stand go on
    /// standing.
    #[wasm_bindgen(unchecked_return_type = "Edit[]")]
    pub fn remarked(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Edit[]")] edits: JsValue,
    ) -> Result<JsValue, JsValue> {
        let edits: Vec<api::Edit> = from_js(edits)?;
        to_js(&api::remarked(self.0.catalog(), &from_js(source)?, &edits))
    }

    /// Why a fact holds, or nothing if it is not derivable.
    #[wasm_bindgen(unchecked_return_type = "Explanation | null")]
    pub fn explain(&self, fact: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.explain(fact))
    }

    /// The numbers of one claim, from sets of at most `order` events.
    #[wasm_bindgen(unchecked_return_type = "Risk | null")]
    pub fn risk(&self, claim: &str, order: u32) -> Result<JsValue, JsValue> {
        to_js(&self.0.risk(claim, order))
    }

    /// The numbers of all claims.
    #[wasm_bindgen(unchecked_return_type = "Risks")]
    pub fn risks(&self, order: u32) -> Result<JsValue, JsValue> {
        to_js(&self.0.risks(order))
    }

    /// Which controls to buy so that claims hold, all if none is named; within a budget, if there is one.
    #[wasm_bindgen(unchecked_return_type = "Plan | null")]
    pub fn plan(&self, claims: Vec<String>, budget: Option<f64>) -> Result<JsValue, JsValue> {
        to_js(&self.0.plan(&claims, budget))
    }

    /// What is required of suppliers, and what each assumption is worth.
    #[wasm_bindgen(unchecked_return_type = "Guarantees | null")]
    pub fn guarantees(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.guarantees())
    }

    /// The catalog that the answers are made from, packs included, to be read.
    #[wasm_bindgen(unchecked_return_type = "CatalogView")]
    pub fn catalog(&self) -> Result<JsValue, JsValue> {
        to_js(&api::catalog_view(self.0.catalog()))
    }

    /// What domains hand one another where attacks cross from one to the other, in each one's own words or those of an
    /// audience.
    #[wasm_bindgen(unchecked_return_type = "Contracts | null")]
    pub fn contracts(&self, audience: Option<String>) -> Result<JsValue, JsValue> {
        to_js(&self.0.contracts(None, audience.as_deref()))
    }

    /// The path of a set of a claim in the words of an audience.
    #[wasm_bindgen(unchecked_return_type = "Reading[]")]
    pub fn read_path(&self, audience: &str, claim: &str, set: u32) -> Result<JsValue, JsValue> {
        to_js(&self.0.read_path(audience, claim, set))
    }

    /// Facts in the words of an audience.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn read_as(&self, audience: &str, facts: Vec<String>) -> Result<JsValue, JsValue> {
        to_js(&self.0.read_as(audience, &facts))
    }

    /// Where a rule of the catalog fires.
    #[wasm_bindgen(unchecked_return_type = "Occurrences | null")]
    pub fn fires(&self, rule: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.fires(rule))
    }

    /// Where a kind of event of the catalog may happen.
    #[wasm_bindgen(unchecked_return_type = "Occurrences | null")]
    pub fn occurs(&self, event: &str) -> Result<JsValue, JsValue> {
        to_js(&self.0.occurs(event))
    }

    /// What this answer has otherwise than that of another description or scenario, which is analysed to the end;
    /// nothing if that one cannot be analysed.
    #[wasm_bindgen(unchecked_return_type = "Difference | null")]
    pub fn difference(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Scenario")] scenario: JsValue,
    ) -> Result<JsValue, JsValue> {
        let catalog = Arc::clone(self.0.catalog());
        let mut before = api::Analysis::with_catalog(&from_js(source)?, &from_js(scenario)?, catalog);
        while !before.advance(u64::MAX).finished {}
        to_js(&before.overview().analysed.then(|| api::difference(&before, &self.0)))
    }

    /// The report to file, as `html` or `md`, with the parts of those ids or the usual ones; byte for byte as the command
    /// writes it.
    pub fn report(&self, format: &str, sections: Vec<String>) -> Result<String, JsValue> {
        self.0.report(format, &sections).map_err(JsValue::from)
    }

    /// The whole answer, byte for byte as the command prints it.
    pub fn answer_json(&self) -> String {
        self.0.answer_json()
    }
}

/// The catalog with packs, and what is wrong with them.
#[wasm_bindgen]
pub struct Packs {
    catalog: Arc<Catalog>,
    problems: Vec<api::Diagnostic>,
}

#[wasm_bindgen]
impl Packs {
    /// Reads the files of packs. With an error among the problems they are not to be used.
    #[wasm_bindgen(constructor)]
    pub fn new(#[wasm_bindgen(unchecked_param_type = "PackSource[]")] packs: JsValue) -> Result<Packs, JsValue> {
        let packs: Vec<api::PackSource> = from_js(packs)?;
        let (catalog, problems) = api::with_packs(&packs);
        Ok(Packs { catalog, problems })
    }

    /// What is wrong.
    #[wasm_bindgen(unchecked_return_type = "Diagnostic[]")]
    pub fn problems(&self) -> Result<JsValue, JsValue> {
        to_js(&self.problems)
    }
}

/// Every part that a report can have.
#[wasm_bindgen(unchecked_return_type = "ReportSection[]")]
pub fn report_sections() -> Result<JsValue, JsValue> {
    to_js(&api::report_sections())
}

/// Makes edits one after the other on a description; the patches are against the text as given.
#[wasm_bindgen(unchecked_return_type = "Edited")]
pub fn edit(text: &str, #[wasm_bindgen(unchecked_param_type = "Edit[]")] edits: JsValue) -> Result<JsValue, JsValue> {
    let edits: Vec<api::Edit> = from_js(edits)?;
    to_js(&api::edit(text, &edits))
}

/// Lays a description out in the usual way; only white space changes.
#[wasm_bindgen(unchecked_return_type = "Edited")]
pub fn format(text: &str) -> Result<JsValue, JsValue> {
    to_js(&api::format(text))
}

/// What stands in a description, as far as it can be read.
#[wasm_bindgen(unchecked_return_type = "Outline")]
pub fn outline(text: &str) -> Result<JsValue, JsValue> {
    to_js(&api::outline(text))
}

/// Version of the engine and of the catalog.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    api::version()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, catch)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;
}

/// By way of JSON: one call into the browser instead of one for each field, and the code that prints answers anyway.
fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    parse(&serde_json::to_string(value).map_err(|error| JsValue::from(error.to_string()))?)
}

fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(JsValue::from)
}
