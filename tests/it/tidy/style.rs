//! Rules about style sheets: linked, owned, without a colour of their own, and named after their file.

use std::collections::BTreeSet;

use super::files::File;

const ROOMS: [&str; 3] = ["app", "features", "ui"];

pub(super) fn links(sheets: &[File], index: &str) -> Vec<String> {
    let linked: Vec<&str> = index
        .lines()
        .filter(|line| line.contains("data-trunk") && line.contains(r#"rel="css""#))
        .filter_map(|line| line.split(r#"href=""#).nth(1)?.split('"').next())
        .collect();
    let mut found = Vec::new();
    for sheet in sheets {
        if !linked.contains(&sheet.path.as_str()) {
            found.push(format!("{} is not linked", sheet.path));
        }
    }
    for link in &linked {
        if !sheets.iter().any(|sheet| sheet.path == *link) {
            found.push(format!("{link} is linked and does not exist"));
        }
    }
    if linked.first() != Some(&"style/tokens.css") {
        found.push("style/tokens.css is not the first".to_owned());
    }
    found
}

pub(super) fn orphans(sheets: &[File], source: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for sheet in sheets {
        let below = sheet.path.trim_start_matches("style/").trim_end_matches(".css");
        let Some((room, _)) = below.split_once('/') else { continue };
        let owner = format!("src/{below}.rs");
        if !ROOMS.contains(&room) || !source.iter().any(|file| file.path == owner) {
            found.push(format!("{} has no {owner}", sheet.path));
        }
    }
    found
}

pub(super) fn literals(sheets: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.path != "style/tokens.css") {
        for (number, line) in without_comments(&sheet.text).lines().enumerate() {
            let Some((_, value)) = line.trim().split_once(": ") else { continue };
            for word in value.split(|letter: char| " ,;()/".contains(letter)) {
                if is_color(word) || is_duration(word) {
                    found.push(format!("{}:{}: {word}", sheet.path, number + 1));
                }
            }
        }
    }
    found
}

fn is_color(word: &str) -> bool {
    const FUNCTIONS: [&str; 11] = [
        "rgb",
        "rgba",
        "hsl",
        "hsla",
        "hwb",
        "lab",
        "lch",
        "oklab",
        "oklch",
        "color",
        "light-dark",
    ];
    const NAMES: [&str; 10] =
        ["black", "white", "red", "green", "blue", "gray", "grey", "orange", "yellow", "purple"];
    let is_hex = word.strip_prefix('#').is_some_and(|digits| {
        digits.len() >= 3 && digits.chars().all(|digit| digit.is_ascii_hexdigit())
    });
    is_hex || FUNCTIONS.contains(&word) || NAMES.contains(&word)
}

fn is_duration(word: &str) -> bool {
    let number = word.strip_suffix("ms").or_else(|| word.strip_suffix('s')).unwrap_or_default();
    number.parse::<f64>().is_ok_and(|time| time != 0.0)
}

/// Selectors without a class of their file. A class of another file may stand beside an own one:
/// `.nav__link .icon` is the icon as it looks in a link of the navigation.
pub(super) fn foreign_classes(sheets: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for sheet in sheets {
        // A part in a folder may say the name of the file that the folder belongs to.
        let mut own: Vec<&str> = sheet.path.split('/').skip(2).collect();
        own.pop();
        own.push(sheet.stem());
        let is_own = |class: &String| own.contains(&class.split("__").next().unwrap_or_default());
        for selector in selectors(&sheet.text) {
            let classes = classes_of(&selector);
            // A nested selector stands below one that was looked at already.
            if !selector.contains('&') && !classes.is_empty() && !classes.iter().any(is_own) {
                found.push(format!("{}: {}", sheet.path, selector.trim()));
            }
        }
    }
    found
}

/// Classes that no view gives.
pub(super) fn unused_classes(sheets: &[File], source: &[File], boot: &str) -> Vec<String> {
    let boot = File::made_up("boot.js", boot);
    let said: BTreeSet<&str> = source
        .iter()
        .chain([&boot])
        .flat_map(File::code_lines)
        .flat_map(|(_, line)| line.split(|letter: char| !is_of_name(letter)))
        .collect();
    let mut found = Vec::new();
    for sheet in sheets {
        let unused =
            classes(&sheet.text).into_iter().filter(|class| !said.contains(class.as_str()));
        found.extend(unused.map(|class| format!("{}: .{class} is used nowhere", sheet.path)));
    }
    found
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || "_-".contains(letter)
}

/// The classes in the selectors of a sheet.
fn classes(css: &str) -> BTreeSet<String> {
    selectors(css).iter().flat_map(|selector| classes_of(selector)).collect()
}

/// Each selector of a sheet, those of a list apart.
fn selectors(css: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut prelude = String::new();
    for letter in without_comments(css).chars() {
        match letter {
            '{' => {
                if !prelude.trim_start().starts_with('@') {
                    found.extend(list(&prelude));
                }
                prelude.clear();
            }
            '}' | ';' => prelude.clear(),
            _ => prelude.push(letter),
        }
    }
    found
}

/// The selectors of a list. A comma within brackets divides nothing.
fn list(prelude: &str) -> Vec<String> {
    let (mut depth, mut found) = (0, vec![String::new()]);
    for letter in prelude.chars() {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        if depth == 0 && letter == ',' {
            found.push(String::new());
        } else if let Some(last) = found.last_mut() {
            last.push(letter);
        }
    }
    found
}

fn classes_of(selector: &str) -> Vec<String> {
    selector
        .split('.')
        .skip(1)
        .map(|rest| rest.chars().take_while(|letter| is_of_name(*letter)).collect::<String>())
        .filter(|name| name.starts_with(|first: char| first.is_alphabetic()))
        .collect()
}

/// The sheet with its comments blanked, so that lines keep their numbers.
fn without_comments(css: &str) -> String {
    let mut out = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        out.push_str(before);
        out.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = after;
    }
    out + rest
}

#[test]
fn a_sheet_that_is_not_linked_or_not_there_is_found() {
    let link = |path: &str| format!("<link data-trunk rel=\"css\" href=\"{path}\">\n");
    let sheets = ["style/tokens.css", "style/ui/icon.css"].map(|path| File::made_up(path, ""));
    let complete = link("style/tokens.css") + &link("style/ui/icon.css");
    assert!(links(&sheets, &complete).is_empty());
    assert_eq!(links(&sheets, &link("style/tokens.css")).len(), 1);
    assert_eq!(links(&sheets[..1], &complete).len(), 1);
    assert_eq!(links(&sheets, &(link("style/ui/icon.css") + &link("style/tokens.css"))).len(), 1);
}

#[test]
fn a_sheet_without_an_owner_is_found() {
    let source = [File::made_up("src/ui/icon.rs", "")];
    let complaints = |path: &str| orphans(&[File::made_up(path, "")], &source).len();
    assert_eq!(complaints("style/ui/icon.css"), 0);
    assert_eq!(complaints("style/ui/gone.css"), 1);
    assert_eq!(complaints("style/base.css"), 0);
}

#[test]
fn a_color_or_a_duration_of_its_own_is_found() {
    for (value, complaints) in [
        ("#0b57d0", 1),
        ("1px solid rgb(0 0 0 / 50%)", 1),
        ("oklch(60% 0.1 200)", 1),
        ("white", 1),
        ("opacity 120ms ease", 1),
        ("0.3s", 1),
        ("var(--accent)", 0),
        ("color-mix(in oklab, var(--text) 8%, transparent)", 1),
        ("var(--fast) 0s", 0),
        ("nowrap", 0),
    ] {
        let sheet = File::made_up("style/ui/icon.css", &format!(".icon {{\n  all: {value};\n}}"));
        assert_eq!(literals(&[sheet]).len(), complaints, "{value}");
    }
    let commented = File::made_up("style/ui/icon.css", "/* like: #fff */ .icon { all: unset; }");
    assert!(literals(&[commented]).is_empty());
}

#[test]
fn a_class_of_another_file_is_found() {
    let complaints = |path: &str, css: &str| foreign_classes(&[File::made_up(path, css)]);
    let css = "@layer ui {\n  .icon:is(.button, .menu), .button { & > .menu { all: unset; } }\n}";
    assert_eq!(complaints("style/ui/icon.css", css), ["style/ui/icon.css: .button"]);
    assert!(
        complaints("style/features/chat/composer.css", ".chat__field, .composer {}").is_empty()
    );
}

#[test]
fn a_class_that_no_view_gives_is_found() {
    let sheet = [File::made_up("style/ui/icon.css", ".icon, .icon__line, .icon__dot {}")];
    let view = [File::made_up("src/ui/icon.rs", r#"<i class="icon" class:icon__dot=on>"#)];
    let found = unused_classes(&sheet, &view, "");
    assert_eq!(found, ["style/ui/icon.css: .icon__line is used nowhere"]);
}
