//! The console's files, served from below a base path by the rules of the version.

use std::path::{Component, Path, PathBuf};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use serde_json::json;

use crate::gateway::Gateway;
use crate::headers::{self, Kind};
use crate::html;
use crate::profile::Profile;
use crate::seeds::agents;
use crate::server::{Reply, in_json, plain};

/// What a path below the base means.
#[derive(Debug, PartialEq)]
enum Asked {
    /// A file of the bundle, or the page when there is none.
    File(String),
    Redirect(String),
    Avatar(String),
    Config,
    Nothing,
    /// Not below the base path.
    Elsewhere,
}

pub(crate) async fn answer(gateway: &Gateway, request: &Request<Incoming>) -> Reply {
    let profile = gateway.profile();
    let is_head = request.method() == Method::HEAD;
    if request.method() != Method::GET && !is_head {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
    }
    let options = &gateway.options;
    let query = request.uri().query().unwrap_or_default();
    let asked = asked(profile, &options.base, request.uri().path(), query);
    let host = request.headers().get("host").and_then(|host| host.to_str().ok());
    let host = host.and_then(|host| host.split(':').next()).unwrap_or("127.0.0.1");
    let kind = if asked == Asked::Elsewhere { Kind::Outside } else { Kind::Asset };
    let mut reply = match asked {
        Asked::Nothing | Asked::Elsewhere => plain(StatusCode::NOT_FOUND, "Not Found"),
        Asked::Redirect(to) => redirect(&to),
        Asked::Config | Asked::Avatar(_) if needs_token(gateway, request) => unauthorized(),
        Asked::Config => in_json(StatusCode::OK, &config(gateway)),
        Asked::Avatar(agent) => avatar(&agent, query),
        Asked::File(relative) => {
            let since = request.headers().get("if-modified-since");
            match &options.dist {
                Some(root) => file(profile, &options.base, root, &relative, since, host).await,
                None => plain(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "Control UI assets not found. Start the demo gateway with --dist.",
                ),
            }
        }
    };
    if !reply.headers().contains_key("content-security-policy") {
        add_security(&mut reply, profile, kind);
    }
    if is_head {
        *reply.body_mut() = Full::default();
    }
    reply
}

fn asked(profile: Profile, base: &str, path: &str, query: &str) -> Asked {
    let below = if base.is_empty() {
        if path == "/ui" || path.starts_with("/ui/") {
            return Asked::Nothing;
        }
        path
    } else if path == base {
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        return Asked::Redirect(format!("{base}/{query}"));
    } else {
        match path.strip_prefix(base) {
            Some(below) if below.starts_with('/') => below,
            _ => return Asked::Elsewhere,
        }
    };
    if let Some(agent) = below.strip_prefix("/avatar/") {
        return Asked::Avatar(agent.to_owned());
    }
    let config = match profile {
        Profile::V2026_2_6 => None,
        Profile::V2026_4_15 => Some("/__openclaw/control-ui-config.json"),
        Profile::V2026_6_11 | Profile::V2026_9_6 => Some("/control-ui-config.json"),
    };
    if config == Some(below) {
        return Asked::Config;
    }
    let relative = match below.find("/assets/") {
        Some(at) => &below[at + 1..],
        None => &below[1..],
    };
    Asked::File(if relative.is_empty() || relative.ends_with('/') {
        format!("{relative}index.html")
    } else {
        relative.to_owned()
    })
}

/// Below the root and nowhere else.
fn inside(root: &Path, relative: &str) -> Option<PathBuf> {
    let relative = Path::new(relative);
    let is_plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    is_plain.then(|| root.join(relative))
}

async fn file(
    profile: Profile,
    base: &str,
    root: &Path,
    relative: &str,
    since: Option<&HeaderValue>,
    host: &str,
) -> Reply {
    let Some(path) = inside(root, relative) else {
        return plain(StatusCode::NOT_FOUND, "Not Found");
    };
    let extension = path.extension().and_then(|name| name.to_str()).unwrap_or_default();
    let is_page = path.file_name().is_some_and(|name| name == "index.html");
    if !is_page && let Ok(bytes) = tokio::fs::read(&path).await {
        let stamp = if profile == Profile::V2026_9_6 { modified(&path).await } else { None };
        if stamp.is_some() && since.and_then(|since| since.to_str().ok()) == stamp.as_deref() {
            return plain(StatusCode::NOT_MODIFIED, "");
        }
        return with_type(headers::mime(profile, extension), Bytes::from(bytes), stamp);
    }
    if !is_page && headers::is_never_the_page(profile, extension) {
        return plain(StatusCode::NOT_FOUND, "Not Found");
    }
    let Ok(page) = tokio::fs::read_to_string(root.join("index.html")).await else {
        return plain(StatusCode::NOT_FOUND, "Not Found");
    };
    let page = html::rewritten(profile, base, &page);
    let scripts = html::inline_scripts(&page);
    let mut reply = with_type("text/html; charset=utf-8", Bytes::from(page.clone()), None);
    add_security(&mut reply, profile, Kind::Page { scripts: &scripts, host });
    reply
}

/// The time of the last change, as HTTP writes it.
async fn modified(path: &Path) -> Option<String> {
    let changed = tokio::fs::metadata(path).await.ok()?.modified().ok()?;
    let seconds = changed.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs();
    Some(http_date(seconds))
}

fn http_date(seconds: u64) -> String {
    let (days, time) = (seconds / 86_400, seconds % 86_400);
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(days % 7) as usize];
    // Days since 1970 to a civil date, counted in years that begin in March.
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    let year = year_of_era + era * 400 + u64::from(month < 2);
    let names =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    format!(
        "{weekday}, {day:02} {} {year} {:02}:{:02}:{:02} GMT",
        names[month as usize],
        time / 3600,
        time / 60 % 60,
        time % 60
    )
}

fn with_type(mime: &'static str, body: Bytes, modified: Option<String>) -> Reply {
    let mut reply = Response::new(Full::new(body));
    let headers = reply.headers_mut();
    headers.insert("content-type", HeaderValue::from_static(mime));
    headers.insert("cache-control", HeaderValue::from_static("no-cache"));
    if let Some(Ok(stamp)) = modified.map(|stamp| HeaderValue::from_str(&stamp)) {
        headers.insert("last-modified", stamp);
    }
    reply
}

fn add_security(reply: &mut Reply, profile: Profile, kind: Kind<'_>) {
    for (name, value) in headers::security(profile, kind) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            reply.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
}

/// Newer gateways show what is not a file only to those who have the token.
fn needs_token(gateway: &Gateway, request: &Request<Incoming>) -> bool {
    let shown = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    let wanted = format!("Bearer {}", gateway.options.token);
    gateway.profile().is_new_shape() && shown != Some(wanted.as_str())
}

fn unauthorized() -> Reply {
    let error = json!({ "error": { "message": "Unauthorized", "type": "unauthorized" } });
    let mut reply = in_json(StatusCode::UNAUTHORIZED, &error);
    reply.headers_mut().remove("cache-control");
    reply
}

fn redirect(to: &str) -> Reply {
    let mut reply = Response::new(Full::default());
    *reply.status_mut() = StatusCode::FOUND;
    if let Ok(to) = HeaderValue::from_str(to) {
        reply.headers_mut().insert("location", to);
    }
    reply
}

fn config(gateway: &Gateway) -> serde_json::Value {
    let agent = &agents::ALL[0];
    json!({
        "basePath": gateway.options.base,
        "assistantName": agent.name,
        "assistantAvatar": agent.emoji,
        "assistantAgentId": agent.id,
        "serverVersion": gateway.profile().name(),
    })
}

fn avatar(agent: &str, query: &str) -> Reply {
    match agents::find(agent) {
        Some(_) if query.contains("meta=1") => {
            in_json(StatusCode::OK, &json!({ "avatarUrl": null }))
        }
        _ => plain(StatusCode::NOT_FOUND, "Not Found"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Asked, asked, http_date, inside};
    use crate::profile::Profile::{V2026_2_6, V2026_9_6};

    #[test]
    fn a_path_below_the_base_is_a_file_of_the_bundle() {
        let file = |path| asked(V2026_9_6, "/ops", path, "");
        assert_eq!(file("/ops"), Asked::Redirect("/ops/".to_owned()));
        assert_eq!(file("/ops/"), Asked::File("index.html".to_owned()));
        assert_eq!(file("/ops/chat"), Asked::File("chat".to_owned()));
        assert_eq!(file("/opsy"), Asked::Elsewhere);
        assert_eq!(file("/"), Asked::Elsewhere);
    }

    #[test]
    fn assets_are_found_from_anywhere() {
        let found = asked(V2026_2_6, "", "/chat/deep/assets/app.js", "");
        assert_eq!(found, Asked::File("assets/app.js".to_owned()));
    }

    #[test]
    fn nothing_outside_the_bundle_is_served() {
        let root = Path::new("/srv/dist");
        assert_eq!(inside(root, "../secret"), None);
        assert_eq!(inside(root, "assets/../../secret"), None);
        assert_eq!(inside(root, "assets/a.js"), Some(root.join("assets/a.js")));
    }

    #[test]
    fn times_are_written_as_http_wants_them() {
        assert_eq!(http_date(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(http_date(1_709_164_800), "Thu, 29 Feb 2024 00:00:00 GMT");
    }
}
