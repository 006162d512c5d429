//! What an agent is called and what it looks like, from what the list and its identity say. A picture
//! is only fetched from where this page itself came from: no request goes elsewhere. Pure.

use crate::protocol::agents::{AgentIdentity, AgentRow};

/// The face of an agent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Face {
    /// A picture, and what stands in its place while it cannot be shown.
    Picture { source: String, instead: String },
    /// An emoji, or the first letters of its name.
    Letters(String),
}

/// What an agent is called and looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looks {
    pub name: String,
    pub face: Face,
    pub emoji: Option<String>,
    /// A picture on somebody else's machine, which is not fetched.
    pub is_elsewhere: bool,
}

/// What gateways call an agent that nobody has given a name.
const NAMELESS: &str = "Assistant";

fn said(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// `here` is the origin of this page, `gateway` the address of the gateway.
#[must_use]
pub fn looks(row: &AgentRow, told: Option<&AgentIdentity>, here: &str, gateway: &str) -> Looks {
    let listed = row.identity.as_ref();
    let own = told.filter(|told| {
        told.name_source.as_deref() != Some("default") && said(told.name.as_ref()) != Some(NAMELESS)
    });
    let name = said(listed.and_then(|it| it.name.as_ref()))
        .or_else(|| said(row.name.as_ref()))
        .or_else(|| said(own.and_then(|it| it.name.as_ref())))
        .unwrap_or(row.id.as_str())
        .to_owned();
    let both = || [listed, told].into_iter().flatten();
    let emoji = both().find_map(|it| said(it.emoji.as_ref())).map(str::to_owned);
    let pictures =
        || both().flat_map(|it| [it.avatar_url.as_ref(), it.avatar.as_ref()]).filter_map(said);
    let instead = emoji
        .clone()
        .or_else(|| pictures().find(|it| is_sign(it, &name)).map(str::to_owned))
        .unwrap_or_else(|| initials(&name));
    let source = pictures().find_map(|it| source(it, here, gateway));
    let is_elsewhere = source.is_none() && pictures().any(|it| it.contains("://"));
    let face = match source {
        Some(source) => Face::Picture { source, instead },
        None => Face::Letters(instead),
    };
    Looks { name, face, emoji, is_elsewhere }
}

/// Where a picture may be fetched from: out of itself, or by a path of the gateway that served this
/// page.
fn source(picture: &str, here: &str, gateway: &str) -> Option<String> {
    if picture.starts_with("data:image/") {
        return Some(picture.to_owned());
    }
    let is_path = picture.starts_with('/') && !picture.starts_with("//") && !picture.contains('\\');
    (is_path && origin(gateway).as_deref() == Some(here)).then(|| picture.to_owned())
}

/// `http://host:1` of `ws://host:1/path`.
fn origin(gateway: &str) -> Option<String> {
    let (scheme, rest) = gateway.split_once("://")?;
    let scheme = match scheme {
        "ws" | "http" => "http",
        "wss" | "https" => "https",
        _ => return None,
    };
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.to_lowercase();
    let usual = if scheme == "http" { ":80" } else { ":443" };
    Some(format!("{scheme}://{}", host.strip_suffix(usual).unwrap_or(&host)))
}

/// Whether an avatar is an emoji. A lone letter is what gateways make up for want of one.
fn is_sign(avatar: &str, name: &str) -> bool {
    let is_short = avatar.chars().count() <= 8 && !avatar.contains(['/', '.', ':']);
    is_short && !avatar.chars().any(|it| it.is_ascii_alphanumeric()) && avatar != name
}

/// The first letters of a name's first two words.
fn initials(name: &str) -> String {
    let words = name.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    let letters: String = words.filter_map(|word| word.chars().next()).take(2).collect();
    if letters.is_empty() { "?".to_owned() } else { letters.to_uppercase() }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const HERE: &str = "http://127.0.0.1:18789";
    const GATEWAY: &str = "ws://127.0.0.1:18789";

    fn seen(row: Value, told: Value) -> Looks {
        let row: AgentRow = serde_json::from_value(row).unwrap();
        let told: Option<AgentIdentity> = serde_json::from_value(told).unwrap();
        looks(&row, told.as_ref(), HERE, GATEWAY)
    }

    fn letters(text: &str) -> Face {
        Face::Letters(text.to_owned())
    }

    #[test]
    fn an_agent_without_a_name_is_called_by_its_id() {
        let told = json!({"name": "Assistant", "avatar": "A"});
        let looks = seen(json!({"id": "night-watch"}), told);
        assert_eq!((looks.name.as_str(), looks.face), ("night-watch", letters("NW")));
        let told = json!({"name": "Wren", "nameSource": "default"});
        assert_eq!(seen(json!({"id": "main"}), told).name, "main");
        let told = json!({"name": "Wren", "emoji": "🐦"});
        let looks = seen(json!({"id": "main"}), told);
        assert_eq!((looks.name.as_str(), looks.face), ("Wren", letters("🐦")));
        assert_eq!(seen(json!({"id": "..."}), Value::Null).face, letters("?"));
    }

    #[test]
    fn a_picture_comes_from_this_gateway_or_out_of_itself_and_from_nowhere_else() {
        let picture = |avatar: &str| {
            let identity = json!({"name": "Asha Blue", "avatar": avatar});
            seen(json!({"id": "main", "identity": identity}), Value::Null)
        };
        for good in ["data:image/png;base64,AAAA", "/avatar/main", "/ops/avatar/main?meta=1"] {
            let face = Face::Picture { source: good.to_owned(), instead: "AB".to_owned() };
            assert_eq!(picture(good).face, face, "{good}");
        }
        let bad = ["https://example.org/a.png", "//example.org/a.png", "/\\example.org/a.png"];
        let others = ["data:text/html,x", "avatars/a.png", "file:///a.png", "javascript:x"];
        for bad in bad.into_iter().chain(others) {
            assert_eq!(picture(bad).face, letters("AB"), "{bad}");
        }
        assert!(picture("https://example.org/a.png").is_elsewhere);
        assert!(!picture("avatars/a.png").is_elsewhere);
        assert_eq!(picture("🦀").face, letters("🦀"));
    }

    #[test]
    fn a_path_of_a_gateway_on_another_machine_is_not_fetched() {
        let row: AgentRow =
            serde_json::from_value(json!({"id": "a", "identity": {"avatarUrl": "/avatar/a"}}))
                .unwrap();
        let face = |gateway| looks(&row, None, "https://console.example", gateway).face;
        assert_eq!(face("wss://gateway.example"), letters("A"));
        assert_eq!(face("ws://console.example"), letters("A"));
        assert!(matches!(face("wss://console.example:443/x"), Face::Picture { .. }));
    }
}
