//! `tts.*`, `voicewake.*`, `talk.*`: speaking, the words that wake, and talk mode.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::fleet::voice::{Voice, personas};
use crate::gateway::{Gateway, To};
use crate::profile::Profile;
use crate::refusal::Refusal;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let text = |name: &str| params[name].as_str().unwrap_or_default().trim().to_owned();
    match method {
        "tts.status" => Ok(caller.gateway.world().voice.status(profile).into()),
        "tts.providers" => Ok(caller.gateway.world().voice.listed(profile).into()),
        "tts.enable" | "tts.disable" => {
            let enabled = method == "tts.enable";
            caller.gateway.world().voice.enabled = enabled;
            Ok(json!({ "enabled": enabled }).into())
        }
        "tts.setProvider" => choose(caller, &text("provider")),
        "tts.personas" => {
            let active = caller.gateway.world().voice.persona.clone();
            Ok(json!({ "active": active, "personas": personas() }).into())
        }
        "tts.setPersona" => be(caller, &text("persona").to_lowercase()),
        "tts.convert" => convert(caller, params),
        "tts.speak" | "talk.speak" => speak(caller, method, &text("text")),
        "voicewake.get" => {
            let words = caller.gateway.world().voice.words.clone();
            Ok(json!({ "triggers": words }).into())
        }
        "voicewake.set" => wake(caller, &params["triggers"]),
        "talk.mode" => talk(caller, params),
        "talk.catalog" => Ok(json!({ "modes": [], "speech": {} }).into()),
        _ => Ok(json!({ "config": {} }).into()),
    }
}

fn choose(caller: &Caller, id: &str) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    if Voice::providers(profile).iter().all(|it| it.0 != id) {
        return Err(Refusal::invalid(match profile {
            Profile::V2026_2_6 => "Invalid provider. Use openai, elevenlabs, or edge.",
            _ => "Invalid provider. Use a registered TTS provider id.",
        }));
    }
    id.clone_into(&mut caller.gateway.world().voice.provider);
    Ok(json!({ "provider": id }).into())
}

fn be(caller: &Caller, id: &str) -> Result<Answer, Refusal> {
    let persona = match id {
        "" | "off" | "none" | "default" => None,
        id if personas().as_array().into_iter().flatten().any(|it| it["id"] == id) => {
            Some(id.to_owned())
        }
        _ => {
            let message = "Invalid persona. Use a configured TTS persona id.";
            return Err(Refusal::invalid(message));
        }
    };
    caller.gateway.world().voice.persona.clone_from(&persona);
    Ok(json!({ "persona": persona }).into())
}

/// Who speaks this, or why nobody does.
fn speaker(caller: &Caller, wanted: Option<&str>) -> Result<String, Refusal> {
    let profile = caller.profile();
    let world = caller.gateway.world();
    let id = wanted.map_or_else(|| world.voice.speaker(profile), str::to_owned);
    if world.voice.can(&id) {
        return Ok(id);
    }
    let why = match (profile, id.as_str()) {
        (Profile::V2026_2_6, "edge") => "edge: disabled".to_owned(),
        (Profile::V2026_2_6, id) => format!("No API key for {id}"),
        (_, "") => "no providers available".to_owned(),
        (_, id) => format!("{id}: not configured"),
    };
    Err(Refusal::new("UNAVAILABLE", format!("TTS conversion failed: {why}")))
}

fn convert(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    if params["text"].as_str().map_or("", str::trim).is_empty() {
        return Err(Refusal::invalid("tts.convert requires text"));
    }
    let wanted = params["provider"].as_str().filter(|_| caller.profile() > Profile::V2026_2_6);
    let provider = speaker(caller, wanted)?;
    let number = caller.gateway.now() % 1_000_000;
    Ok(json!({
        "audioPath": format!("/tmp/openclaw/tts-{number}/voice-{number}.mp3"),
        "provider": provider,
        "outputFormat": "audio-24khz-48kbitrate-mono-mp3",
        "voiceCompatible": false,
    })
    .into())
}

fn speak(caller: &Caller, method: &str, text: &str) -> Result<Answer, Refusal> {
    if text.is_empty() {
        return Err(Refusal::invalid(format!("{method} requires text")));
    }
    if method == "talk.speak" {
        let details = json!({ "reason": "talk_unconfigured", "fallbackEligible": true });
        let message = "talk.speak unavailable: talk provider not configured";
        return Err(Refusal::new("UNAVAILABLE", message).with_details(details));
    }
    let provider = speaker(caller, None)?;
    Ok(json!({
        "audioBase64": STANDARD.encode(hum()),
        "provider": provider,
        "outputFormat": "riff-8khz-16bit-mono-wav",
        "mimeType": "audio/wav",
        "fileExtension": ".wav",
    })
    .into())
}

/// Half a second of one tone, as a wave file.
fn hum() -> Vec<u8> {
    const RATE: u32 = 8_000;
    let samples: Vec<u8> = (0..RATE / 2)
        .flat_map(|at| {
            let wave = (f64::from(at) * 440.0 * std::f64::consts::TAU / f64::from(RATE)).sin();
            ((wave * 6_000.0) as i16).to_le_bytes()
        })
        .collect();
    let size = samples.len() as u32;
    let mut file = b"RIFF".to_vec();
    file.extend((36 + size).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    // Plain samples, one channel, two bytes each.
    for half in [1_u16, 1] {
        file.extend(half.to_le_bytes());
    }
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 2).to_le_bytes());
    for half in [2_u16, 16] {
        file.extend(half.to_le_bytes());
    }
    file.extend(b"data");
    file.extend(size.to_le_bytes());
    file.extend(samples);
    file
}

fn wake(caller: &Caller, words: &Value) -> Result<Answer, Refusal> {
    if !words.is_array() {
        return Err(Refusal::invalid("voicewake.set requires triggers: string[]"));
    }
    let now = set_words(&caller.gateway, words);
    Ok(json!({ "triggers": now }).into())
}

/// Takes a list of wake words and tells everybody.
pub(crate) fn set_words(gateway: &Gateway, words: &Value) -> Vec<String> {
    let now = {
        let mut world = gateway.world();
        world.voice.set_words(words);
        world.voice.words.clone()
    };
    gateway.emit("voicewake.changed", json!({ "triggers": now }), &To::Everyone);
    now
}

fn talk(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let is_able = {
        let world = caller.gateway.world();
        let is_web = world
            .clients
            .get(&caller.connection)
            .is_some_and(|client| client.client_mode == "webchat");
        let mobile = |platform: &str| {
            ["ios", "ipados", "android"].iter().any(|it| platform.to_lowercase().starts_with(it))
        };
        !is_web
            || world.nodes.live.values().any(|node| {
                if profile.is_new_shape() {
                    node.caps.iter().any(|cap| cap == "talk")
                        || node.commands.iter().any(|command| command.starts_with("talk."))
                } else {
                    mobile(&node.platform)
                }
            })
    };
    if !is_able {
        return Err(Refusal::new(
            "UNAVAILABLE",
            match profile.is_new_shape() {
                true => "talk disabled: no connected Talk-capable nodes",
                false => "talk disabled: no connected iOS/Android nodes",
            },
        ));
    }
    let talk = json!({
        "enabled": params["enabled"], "phase": params["phase"], "ts": caller.gateway.now(),
    });
    caller.gateway.emit("talk.mode", talk.clone(), &To::Everyone);
    Ok(talk.into())
}
