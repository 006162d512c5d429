//! Orders about the log: write this, write a thousand lines a second, begin the next day's file,
//! empty it, stop in the middle of a line.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::gateway::Gateway;
use crate::methods::logs;
use crate::seeds::log_lines::Line;

/// A flood is written in strokes.
const STROKE_MS: u64 = 50;

/// `None` when the order is not one of these.
pub(super) fn carry_out(
    gateway: &Arc<Gateway>,
    name: &str,
    order: &Value,
) -> Option<Result<Value, String>> {
    let text = |field: &str| order[field].as_str();
    match name {
        "log" => match text("raw") {
            Some(raw) => gateway.world().log.write_line(raw),
            None => {
                let level = text("level").unwrap_or("info").to_uppercase();
                let subsystem = text("subsystem").unwrap_or("gateway");
                let mut line =
                    Line::new(&level, subsystem, text("message").unwrap_or("told by order"));
                line.given = order.get("given").cloned();
                for _ in 0..order["count"].as_u64().unwrap_or(1) {
                    logs::write(gateway, &line);
                }
            }
        },
        "log-lines" => logs::murmur(gateway, order["count"].as_u64().unwrap_or(100)),
        "log-flood" => {
            let a_second = order["perSecond"].as_u64().unwrap_or(1_000);
            let seconds = order["seconds"].as_u64().unwrap_or(60);
            tokio::spawn(flood(Arc::clone(gateway), a_second, a_second * seconds));
        }
        "log-rotate" => gateway.world().log.rotate(),
        "log-replace" => gateway.world().log.empty(),
        "log-write" => gateway.world().log.write(text("text").unwrap_or_default()),
        _ => return None,
    }
    let written = gateway.world().log.written;
    Some(Ok(json!({ "ok": true, "written": written })))
}

/// By the clock and not by counting strokes: a busy machine writes no less.
async fn flood(gateway: Arc<Gateway>, a_second: u64, all: u64) {
    let begin = Instant::now();
    let mut written = 0;
    while written < all {
        tokio::time::sleep(Duration::from_millis(STROKE_MS)).await;
        let passed = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        let due = (passed.saturating_mul(a_second) / 1_000).min(all);
        logs::murmur(&gateway, due - written);
        written = due;
    }
}
