//! What a first visit costs over the wire, and the ceiling it must stay under. Gateways serve the
//! folder as it is, so a file's size is what goes over the wire.

use std::{fs, path::Path};

use crate::Outcome;

/// What a first visit may take until one can write, in bytes. What draws messages comes when there
/// are some, other pages when they are opened.
const CEILING: u64 = 400_000;

/// Prints the first load, file by file.
pub(crate) fn tell(dist: &Path) -> Outcome {
    let files = first_load(dist)?;
    for (name, size) in &files {
        println!("{:>8.1} KB  {name}", kilobytes(*size));
    }
    println!("{:>8.1} KB  in a first visit", kilobytes(total(&files)));
    Ok(())
}

/// Refuses a build that has grown too heavy.
pub(crate) fn check(dist: &Path) -> Outcome {
    tell(dist)?;
    let weight = total(&first_load(dist)?);
    if weight <= CEILING {
        return Ok(());
    }
    Err(format!(
        "A first visit takes {:.1} KB; {:.0} KB are allowed.",
        kilobytes(weight),
        kilobytes(CEILING)
    ))
}

fn first_load(dist: &Path) -> Outcome<Vec<(String, u64)>> {
    let page = fs::read_to_string(dist.join("index.html"))
        .map_err(|why| format!("{} holds no console: {why}.", dist.display()))?;
    let names = std::iter::once("index.html".to_owned()).chain(named_at_first(&page));
    names
        .map(|name| {
            let size = fs::metadata(dist.join(&name)).map_err(|why| format!("{name}: {why}."))?;
            Ok((name, size.len()))
        })
        .collect()
}

/// What the page loads by itself, and what boot.js loads: the packed module and styles.
fn named_at_first(page: &str) -> Vec<String> {
    let mut names = Vec::new();
    for opening in [r#" src="./"#, r#" href="./"#, r#" data-packed="./"#, r#" data-styles="./"#] {
        for after in page.split(opening).skip(1) {
            let name = after.split('"').next().unwrap_or_default().to_owned();
            if !name.ends_with(".png") && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn total(files: &[(String, u64)]) -> u64 {
    files.iter().map(|(_, size)| size).sum()
}

#[expect(clippy::cast_precision_loss, reason = "a bundle is no petabyte")]
fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_load_is_what_the_page_names_once_each() {
        let page = concat!(
            r#"<link rel="modulepreload" href="./assets/q.js"><link href="./assets/i.svg">"#,
            r#"<link rel="apple-touch-icon" href="./assets/i.png">"#,
            r#"<meta name="app" data-js="./assets/q.js" data-packed="./assets/q.lz" "#,
            r#"data-styles="./assets/s.lz" data-highlight="./assets/h.js"><script src="./assets/boot.js"></script>"#,
        );
        let expected =
            ["assets/boot.js", "assets/q.js", "assets/i.svg", "assets/q.lz", "assets/s.lz"];
        assert_eq!(named_at_first(page), expected);
    }
}
