//! What a device is called where an operator reads of it. A device says of itself what it likes, so
//! signs that cannot be seen are left out, and nobody is without a name.

use crate::protocol::devices::{Device, DeviceRequest};
use crate::protocol::id::DeviceId;
use crate::words::{t, w};

/// So much of an id tells devices apart; the whole stands on hover.
const SHORT: usize = 12;
/// Nobody needs a longer name, and one may be made to push everything else off the screen.
const LONGEST: usize = 100;

#[must_use]
pub fn of_request(request: &DeviceRequest) -> String {
    called(&[&request.display_name], &request.client_id, &request.platform, &request.device_id)
}

#[must_use]
pub fn of_device(device: &Device) -> String {
    let names = [&device.operator_label, &device.display_name];
    called(&names, &device.client_id, &device.platform, &device.device_id)
}

/// Whether a device has a name of its own and is not called by what it is.
#[must_use]
pub fn is_own(device: &Device) -> bool {
    let names = [&device.operator_label, &device.display_name];
    names.iter().any(|name| name.as_deref().is_some_and(|name| !visible(name).is_empty()))
}

/// The beginning of an id.
#[must_use]
pub fn short_id(id: &DeviceId) -> String {
    cut(visible(id.as_str()), SHORT)
}

/// The program by its usual name, else as it calls itself.
#[must_use]
pub fn of_client(client: &str) -> String {
    match client {
        "openclaw-control-ui" | "webchat-ui" | "webchat" => t(w::DEVICES_CLIENT_BROWSER),
        "cli" => t(w::DEVICES_CLIENT_CLI),
        "node-host" => t(w::DEVICES_CLIENT_NODE),
        "openclaw-macos" => t(w::DEVICES_CLIENT_MACOS),
        "openclaw-ios" => t(w::DEVICES_CLIENT_IOS),
        "openclaw-android" => t(w::DEVICES_CLIENT_ANDROID),
        other => visible(other),
    }
}

fn called(
    names: &[&Option<String>],
    client: &Option<String>,
    platform: &Option<String>,
    id: &DeviceId,
) -> String {
    let said = |text: &Option<String>| text.as_deref().map(visible).filter(|text| !text.is_empty());
    if let Some(name) = names.iter().find_map(|name| said(name)) {
        return cut(name, LONGEST);
    }
    let client = said(client).map(|client| of_client(&client));
    // A browser says `web` and nothing else.
    let platform = said(platform).filter(|platform| platform != "web" || client.is_none());
    let parts: Vec<_> = [client, platform].into_iter().flatten().collect();
    if parts.is_empty() { short_id(id) } else { cut(parts.join(" · "), LONGEST) }
}

fn cut(text: String, length: usize) -> String {
    if text.chars().count() <= length {
        return text;
    }
    text.chars().take(length).chain(['…']).collect()
}

/// A text without control signs and without signs that turn the direction of what follows.
fn visible(text: &str) -> String {
    let is_hidden = |sign: char| {
        sign.is_control()
            || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let seen: String = text.chars().map(|sign| if is_hidden(sign) { ' ' } else { sign }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{of_device, of_request};
    use crate::protocol::devices::{Device, DeviceRequest};

    fn request(more: &str) -> DeviceRequest {
        serde_json::from_str(&format!(r#"{{"requestId":"r","deviceId":"11d4d1097114e202"{more}}}"#))
            .unwrap()
    }

    #[test]
    fn nobody_is_without_a_name() {
        for (said, name) in [
            (r#","displayName":"Workshop Pi","platform":"linux""#, "Workshop Pi"),
            (r#","displayName":"  ","platform":"linux","clientId":"cli""#, "Command line · linux"),
            (r#","platform":"web","clientId":"openclaw-control-ui""#, "Browser"),
            (r#","clientId":"lantern""#, "lantern"),
            (r#","platform":"web""#, "web"),
            ("", "11d4d1097114…"),
        ] {
            assert_eq!(of_request(&request(said)), name);
        }
    }

    #[test]
    fn a_name_hides_nothing() {
        let said = ",\"displayName\":\"Desk\\u202eexe\\u0007\\n\\u200bPhone\"";
        assert_eq!(of_request(&request(said)), "Desk exe Phone");
        assert_eq!(of_request(&request(",\"displayName\":\"\\u200b\\u202e\"")), "11d4d1097114…");
    }

    #[test]
    fn a_name_pushes_nothing_off_the_screen() {
        let said = format!(r#","displayName":"{}""#, "long ".repeat(200));
        assert_eq!(of_request(&request(&said)).chars().count(), 101);
    }

    #[test]
    fn an_operators_name_for_a_device_goes_before_its_own() {
        let device: Device = serde_json::from_str(
            r#"{"deviceId":"d","displayName":"node-7","operatorLabel":"Garage"}"#,
        )
        .unwrap();
        assert_eq!(of_device(&device), "Garage");
    }
}
