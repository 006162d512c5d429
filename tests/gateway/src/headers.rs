//! The headers a version puts on its own pages. They decide what a console served from the
//! gateway may do, so they are copied to the letter.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::profile::Profile;

/// What an answer is, as far as its headers care.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind<'a> {
    /// The console's page: its own scripts, and the name it was asked for by.
    Page { scripts: &'a [&'a str], host: &'a str },
    /// Anything else below the base path.
    Asset,
    /// Not the console's at all.
    Outside,
}

/// Name and value of each security header.
pub(crate) fn security(profile: Profile, kind: Kind<'_>) -> Vec<(&'static str, String)> {
    let mut headers = Vec::new();
    if !matches!(kind, Kind::Outside) {
        headers.push(("x-frame-options", "DENY".to_owned()));
        headers.push(("content-security-policy", policy(profile, kind)));
    }
    if !matches!((profile, kind), (Profile::V2026_2_6, Kind::Outside)) {
        headers.push(("x-content-type-options", "nosniff".to_owned()));
    }
    if profile > Profile::V2026_2_6 {
        headers.push(("referrer-policy", "no-referrer".to_owned()));
        let permissions = if profile == Profile::V2026_9_6 {
            "camera=(self), microphone=*, geolocation=*, clipboard-write=*"
        } else {
            "camera=(), microphone=(), geolocation=()"
        };
        headers.push(("permissions-policy", permissions.to_owned()));
    }
    headers
}

fn policy(profile: Profile, kind: Kind<'_>) -> String {
    let (scripts, host) = match kind {
        Kind::Page { scripts, host } => (scripts, Some(host)),
        Kind::Asset | Kind::Outside => (&[][..], None),
    };
    let hashes: String = scripts
        .iter()
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes()))))
        .collect();
    let common = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";
    match profile {
        Profile::V2026_2_6 => "frame-ancestors 'none'".to_owned(),
        Profile::V2026_4_15 => format!(
            "{common}; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline' \
             https://fonts.googleapis.com; img-src 'self' data: https:; font-src 'self' \
             https://fonts.gstatic.com; connect-src 'self' ws: wss:"
        ),
        Profile::V2026_6_11 => format!(
            "{common}; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline' \
             https://fonts.googleapis.com; img-src 'self' data: blob:; media-src 'self' data: \
             blob:; font-src 'self' https://fonts.gstatic.com; worker-src 'self'; connect-src \
             'self' ws: wss: https://api.openai.com https://tweakcn.com"
        ),
        Profile::V2026_9_6 => {
            let wasm = if host.is_some() { " 'wasm-unsafe-eval'" } else { "" };
            let portals =
                host.map(|host| format!(" http://{host}:* https://{host}:*")).unwrap_or_default();
            format!(
                "{common}; frame-src 'self' http: https:; script-src 'self'{hashes}{wasm}; \
                 style-src 'self' 'unsafe-inline' https://fonts.googleapis.com; img-src 'self' \
                 data: blob: https:; media-src 'self' data: blob:; font-src 'self' \
                 https://fonts.gstatic.com; worker-src 'self'; connect-src 'self' ws: wss: data: \
                 https://api.openai.com https://tweakcn.com{portals}"
            )
        }
    }
}

/// The type a version gives a file by its extension.
pub(crate) fn mime(profile: Profile, extension: &str) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "js" => "application/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" if profile >= Profile::V2026_6_11 => {
            "application/manifest+json; charset=utf-8"
        }
        "woff2" if profile >= Profile::V2026_6_11 => "font/woff2",
        "wasm" if profile == Profile::V2026_9_6 => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// Whether a missing file of this kind is missing, and not another name for the page.
pub(crate) fn is_never_the_page(profile: Profile, extension: &str) -> bool {
    match profile {
        Profile::V2026_2_6 => false,
        _ => {
            matches!(extension, "html" | "txt")
                || mime(profile, extension) != "application/octet-stream"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, mime, security};
    use crate::profile::Profile;

    fn policy(profile: Profile, page: bool) -> String {
        let page_kind = Kind::Page { scripts: &["let a = 1"], host: "127.0.0.1" };
        security(profile, if page { page_kind } else { Kind::Asset })
            .into_iter()
            .find(|(name, _)| *name == "content-security-policy")
            .unwrap()
            .1
    }

    #[test]
    fn only_some_versions_let_a_page_compile_wasm() {
        assert!(!policy(Profile::V2026_2_6, true).contains("script-src"));
        assert!(!policy(Profile::V2026_4_15, true).contains("wasm-unsafe-eval"));
        assert!(!policy(Profile::V2026_6_11, true).contains("wasm-unsafe-eval"));
        assert!(policy(Profile::V2026_9_6, true).contains("'wasm-unsafe-eval'"));
        assert!(!policy(Profile::V2026_9_6, false).contains("wasm-unsafe-eval"));
    }

    #[test]
    fn inline_scripts_are_allowed_by_their_hash() {
        let hash = "'sha256-KGYLEBzgz/aSRV12AUuJxkqO0yEKJqxoi+bDlQ4l0oA='";
        let found = policy(Profile::V2026_4_15, true);
        assert_eq!(found.matches("'sha256-").count(), 1, "{found}");
        assert_eq!(found.split("'sha256-").nth(1).unwrap().find('\'').unwrap(), hash.len() - 9);
    }

    #[test]
    fn wasm_is_octets_to_old_gateways() {
        assert_eq!(mime(Profile::V2026_2_6, "wasm"), "application/octet-stream");
        assert_eq!(mime(Profile::V2026_9_6, "wasm"), "application/wasm");
        assert_eq!(mime(Profile::V2026_2_6, "webmanifest"), "application/octet-stream");
    }
}
