//! The settings as a file to take to another browser: likings and saved gateways, nothing secret. Pure.

use serde::{Deserialize, Serialize};

use crate::store::gateways::SavedGateway;
use crate::store::prefs::{self, Kept};

/// What says that a file is ours.
const FORMAT: &str = "quarterdeck-settings-1";

#[derive(Serialize)]
struct File<'a> {
    format: &'a str,
    prefs: &'a Kept,
    gateways: Vec<Carried>,
}

/// Of a gateway: where it is and what it is called, not what was open there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    pub url: String,
    #[serde(default)]
    pub name: Option<String>,
}

#[derive(Debug, PartialEq)]
pub struct Brought {
    pub prefs: Kept,
    pub gateways: Vec<Carried>,
}

/// The file's text.
pub fn write(prefs: &Kept, gateways: &[SavedGateway]) -> String {
    let carried =
        |saved: &SavedGateway| Carried { url: saved.url.clone(), name: saved.name.clone() };
    let gateways = gateways.iter().map(carried).collect();
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
        };
        let text = write(&prefs, &[gateway]);
        assert!(!text.contains("secret-plan"));
        let gateways = vec![Carried { url: "ws://a".to_owned(), name: Some("Attic".to_owned()) }];
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
