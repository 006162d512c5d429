//! The settings as a file to take to another browser: likings and saved gateways, nothing secret. Pure.

use serde::{Deserialize, Serialize};

use crate::store::gateways::SavedGateway;
use crate::store::gateways::look::mark_of;
use crate::store::prefs::{self, Kept};

/// What says that a file is ours.
const FORMAT: &str = "quarterdeck-settings-1";

#[derive(Serialize)]
struct File<'a> {
    format: &'a str,
    prefs: &'a Kept,
    gateways: Vec<Carried>,
}

/// Of a gateway: where it is and how it is told from others, not what was open there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    pub url: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub colour: Option<String>,
    #[serde(default)]
    pub mark: Option<String>,
}

impl From<&SavedGateway> for Carried {
    fn from(saved: &SavedGateway) -> Self {
        let SavedGateway { url, name, colour, mark, .. } = saved.clone();
        Self { url, name, colour, mark }
    }
}

impl From<Carried> for SavedGateway {
    fn from(Carried { url, name, colour, mark }: Carried) -> Self {
        let mark = mark.as_deref().and_then(mark_of);
        Self { url, name, colour, mark, ..Self::default() }
    }
}

#[derive(Debug, PartialEq)]
pub struct Brought {
    pub prefs: Kept,
    pub gateways: Vec<Carried>,
}

/// The file's text.
pub fn write(prefs: &Kept, gateways: &[SavedGateway]) -> String {
    let gateways = gateways.iter().map(Carried::from).collect();
    let file = File { format: FORMAT, prefs, gateways };
    serde_json::to_string_pretty(&file).expect("settings can be written")
}

/// What a file brings; `None` if it is none of ours. What is not understood in it is left out.
pub fn read(text: &str) -> Option<Brought> {
    let file: serde_json::Value = serde_json::from_str(text).ok()?;
    if file.get("format")? != FORMAT {
        return None;
    }
    let prefs = prefs::parse(&file.get("prefs").map(ToString::to_string).unwrap_or_default());
    let gateways = file.get("gateways").and_then(|it| it.as_array()).cloned().unwrap_or_default();
    let carried = |it| serde_json::from_value::<Carried>(it).ok();
    let is_address = |it: &Carried| it.url.starts_with("ws://") || it.url.starts_with("wss://");
    let gateways = gateways.into_iter().filter_map(carried).filter(is_address).collect();
    Some(Brought { prefs, gateways })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_along_arrives_and_holds_no_session() {
        let prefs = prefs::parse(r#"{"theme":"dark","send_key":"modenter"}"#);
        let gateway = SavedGateway {
            url: "ws://a".to_owned(),
            name: Some("Attic".to_owned()),
            signed_out: true,
            session: Some("agent:main:secret-plan".into()),
            colour: Some("sea".to_owned()),
            mark: Some("A".to_owned()),
            ..SavedGateway::default()
        };
        let text = write(&prefs, std::slice::from_ref(&gateway));
        assert!(!text.contains("secret-plan"));
        let gateways = vec![Carried::from(&gateway)];
        assert_eq!(gateways[0].colour.as_deref(), Some("sea"));
        assert_eq!(read(&text), Some(Brought { prefs, gateways }));
    }

    #[test]
    fn a_file_of_somebody_else_is_refused() {
        assert_eq!(read(r#"{"prefs":{}}"#), None);
        assert_eq!(read("no JSON"), None);
    }

    #[test]
    fn what_is_no_gateways_address_is_left_out() {
        let text = format!(
            r#"{{"format":"{FORMAT}","gateways":[{{"url":"javascript:alert(1)"}},{{"name":"x"}},{{"url":"wss://b"}}]}}"#
        );
        let brought = read(&text).unwrap();
        assert_eq!(brought.gateways.len(), 1);
        assert_eq!(brought.prefs, Kept::default());
    }
}
