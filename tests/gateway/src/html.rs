//! What a version does to the console's `index.html` before it leaves.

use crate::profile::Profile;
use crate::seeds::agents;

pub(crate) fn rewritten(profile: Profile, base: &str, html: &str) -> String {
    match profile {
        Profile::V2026_2_6 => return with_script(base, html),
        Profile::V2026_4_15 => return html.to_owned(),
        Profile::V2026_6_11 | Profile::V2026_9_6 => {}
    }
    let mut attribute = format!("<html data-openclaw-control-ui-base-path=\"{base}\"");
    if profile == Profile::V2026_9_6 {
        attribute.push_str(" data-openclaw-terminal-enabled=\"true\"");
    }
    let html = html.replacen("<html", &attribute, 1);
    if profile == Profile::V2026_9_6 {
        html.replace("\"./assets/", &format!("\"{base}/assets/"))
    } else {
        html
    }
}

/// 2026.2.6-3 puts a script of its own before `</head>`.
fn with_script(base: &str, html: &str) -> String {
    let agent = &agents::ALL[0];
    let json = |text: &str| serde_json::Value::from(text).to_string();
    let script = format!(
        "<script>window.__OPENCLAW_CONTROL_UI_BASE_PATH__={};window.__OPENCLAW_ASSISTANT_NAME__={};\
         window.__OPENCLAW_ASSISTANT_AVATAR__={};</script>",
        json(base),
        json(agent.name),
        json(agent.emoji)
    );
    match html.find("</head>") {
        Some(at) => format!("{}{script}{}", &html[..at], &html[at..]),
        None => format!("{script}{html}"),
    }
}

/// The texts of scripts that stand in the page itself.
pub(crate) fn inline_scripts(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find("<script") {
        rest = &rest[start..];
        let Some(open) = rest.find('>') else { break };
        let tag = &rest[..open];
        rest = &rest[open + 1..];
        let Some(end) = rest.find("</script>") else { break };
        if !tag.contains(" src=") && !rest[..end].trim().is_empty() {
            found.push(&rest[..end]);
        }
        rest = &rest[end..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{inline_scripts, rewritten};
    use crate::profile::Profile;

    const PAGE: &str = "<!doctype html><html lang=\"en\"><head><script src=\"./assets/a.js\"></script><script>go()</script></head></html>";

    #[test]
    fn the_oldest_version_puts_a_script_into_the_page() {
        let html = rewritten(Profile::V2026_2_6, "/ops", PAGE);
        assert!(html.contains("__OPENCLAW_CONTROL_UI_BASE_PATH__=\"/ops\""));
        assert_eq!(inline_scripts(&html).len(), 2);
    }

    #[test]
    fn later_versions_write_the_base_path_on_the_html_element() {
        assert_eq!(rewritten(Profile::V2026_4_15, "/ops", PAGE), PAGE);
        let html = rewritten(Profile::V2026_6_11, "/ops", PAGE);
        assert!(html.contains("<html data-openclaw-control-ui-base-path=\"/ops\" lang=\"en\">"));
        assert!(html.contains("\"./assets/a.js\""));
        let html = rewritten(Profile::V2026_9_6, "/ops", PAGE);
        assert!(html.contains("\"/ops/assets/a.js\""));
    }

    #[test]
    fn only_scripts_without_a_source_are_inline() {
        assert_eq!(inline_scripts(PAGE), ["go()"]);
    }
}
