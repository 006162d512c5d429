//! In which order paired devices stand, and which of them answer a search.

use crate::protocol::devices::Device;
use crate::protocol::id::DeviceId;
use crate::store::devices::name;

/// When anything was last heard of a device.
pub fn seen_at(device: &Device) -> Option<u64> {
    let used = device.tokens.iter().filter_map(|token| token.last_used_at_ms).max();
    device.last_seen_at_ms.max(used)
}

/// This browser first, then who is connected, then who was seen last; the newest first among those
/// of whom nothing was heard.
pub fn sort(devices: &mut [&Device], own: Option<&DeviceId>) {
    devices.sort_by_cached_key(|device| {
        let is_other = own != Some(&device.device_id);
        let is_away = device.connected != Some(true);
        let seen = seen_at(device).unwrap_or_default();
        let paired = device.approved_at_ms.max(device.created_at_ms).unwrap_or_default();
        (is_other, is_away, u64::MAX - seen, u64::MAX - paired, device.device_id.clone())
    });
}

/// Whether a device answers a search over everything that names it. `search` is in lower case.
pub fn matches(device: &Device, search: &str) -> bool {
    let name = name::of_device(device);
    let texts = [
        Some(&name),
        device.display_name.as_ref(),
        device.platform.as_ref(),
        device.device_family.as_ref(),
        device.client_id.as_ref(),
        device.remote_ip.as_ref(),
        device.role.as_ref(),
        Some(&device.device_id.0),
    ];
    let texts: Vec<String> = texts.into_iter().flatten().map(|text| text.to_lowercase()).collect();
    search.split_whitespace().all(|word| {
        texts.iter().any(|text| text.contains(word))
            || device.roles.iter().any(|role| role.to_lowercase().contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(id: &str, more: &str) -> Device {
        serde_json::from_str(&format!(r#"{{"deviceId":"{id}"{more}}}"#)).unwrap()
    }

    #[test]
    fn this_browser_stands_first_then_the_connected_then_the_latest() {
        let devices = [
            device("old", r#","lastSeenAtMs":10"#),
            device("silent", r#","createdAtMs":99"#),
            device("used", r#","tokens":[{"role":"operator","lastUsedAtMs":30}]"#),
            device("here", r#","connected":true,"lastSeenAtMs":5"#),
            device("silent-and-new", r#","createdAtMs":100"#),
            device("own", ""),
        ];
        let mut order: Vec<&Device> = devices.iter().collect();
        sort(&mut order, Some(&DeviceId::from("own")));
        let order: Vec<_> = order.iter().map(|device| device.device_id.as_str()).collect();
        assert_eq!(order, ["own", "here", "used", "old", "silent-and-new", "silent"]);
    }

    #[test]
    fn every_word_of_a_search_must_be_found_somewhere() {
        let pi = device(
            "11d4",
            r#","displayName":"Workshop Pi","roles":["node"],"remoteIp":"10.0.0.9""#,
        );
        assert!(matches(&pi, ""));
        assert!(matches(&pi, "pi node"));
        assert!(matches(&pi, "10.0 11d"));
        assert!(!matches(&pi, "pi operator"));
    }
}
