//! Takes out of the bound module what only costs bytes: the long names under which module and glue
//! know each other, and classes of a library that nothing here makes.

use std::{collections::BTreeMap, convert::Infallible};

use wasm_encoder::{
    ExportSection, ImportSection, Module,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{ExportSectionReader, ImportSectionReader, Parser};

use crate::Outcome;

/// Classes that `wasm-streams` offers to scripts. Its crate comes with leptos.
const UNUSED: &str = "intounderlying";

/// The module and the glue, smaller.
pub(super) fn trimmed(module: &[u8], glue: &str) -> Outcome<(Vec<u8>, String)> {
    let mut trim = Trim::default();
    let mut small = Module::new();
    trim.parse_core_module(&mut small, Parser::new(0), module)
        .map_err(|why| format!("The bound module cannot be read: {why}."))?;
    Ok((small.finish(), without_classes(&renamed(glue, &trim.short))))
}

/// Short names by the long ones.
#[derive(Default)]
struct Trim {
    short: BTreeMap<String, String>,
}

impl Reencode for Trim {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            if import.module == "./quarterdeck_bg.js" {
                let next = format!("${}", self.short.len());
                let short = self.short.entry(import.name.to_owned()).or_insert(next);
                imports.import(import.module, short, kind);
            } else {
                imports.import(import.module, import.name, kind);
            }
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        for export in section {
            let export = export?;
            if !export.name.contains(UNUSED) {
                utils::parse_export(self, exports, export)?;
            }
        }
        Ok(())
    }
}

/// The glue writes each name as a key of its own: `name: function(…)`.
fn renamed(glue: &str, short: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    for line in glue.split_inclusive('\n') {
        let key = line.trim_start();
        let found = key.split_once(':').and_then(|(name, _)| short.get_key_value(name));
        match found {
            Some((long, short)) => out.push_str(&line.replacen(long.as_str(), short, 1)),
            None => out.push_str(line),
        }
    }
    out
}

/// Each class is a block from `export class` to a closing brace at the start of a line, with one
/// line about disposing after it.
fn without_classes(glue: &str) -> String {
    let mut out = String::new();
    let mut is_inside = false;
    for line in glue.split_inclusive('\n') {
        let is_about = line.to_lowercase().contains(UNUSED);
        if line.starts_with("export class ") && is_about {
            is_inside = true;
        }
        let is_dispose = is_about && line.starts_with("if (Symbol.dispose)");
        if !is_inside && !is_dispose {
            out.push_str(line);
        }
        if line.trim_end() == "}" {
            is_inside = false;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_get_their_short_names_and_the_rest_stays() {
        let short = BTreeMap::from([("__wbg_log_1".to_owned(), "$0".to_owned())]);
        let glue = "  __wbg_log_1: function(a) {\n  __wbg_log_12: function(a) {\n";
        let expected = "  $0: function(a) {\n  __wbg_log_12: function(a) {\n";
        assert_eq!(renamed(glue, &short), expected);
    }

    #[test]
    fn classes_nothing_makes_are_gone() {
        let glue = "a;\nexport class IntoUnderlyingSink {\n    x() {\n    }\n}\n\
                    if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = 1;\nb;\n";
        assert_eq!(without_classes(glue), "a;\nb;\n");
    }
}
