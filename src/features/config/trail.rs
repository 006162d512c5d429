//! Where one is: the way down to the place, its name, and what the gateway says about it.

use leptos::prelude::*;
use web_sys::MouseEvent;

use super::page::{Page, label};
use super::path::Path;
use super::place;
use super::sections::opens_elsewhere;
use crate::words::{say, w};

#[component]
pub fn Trail(page: Page, path: Path) -> impl IntoView {
    let Page { desk, .. } = page;
    let schema = desk.schema.get_value();
    let field = desk.state.draft.with_untracked(|draft| schema.field(&path, draft.edited()));
    let mut above = place::trail(&path);
    above.pop();
    let help = field.as_ref().and_then(|field| field.help.clone());
    let docs = field.as_ref().and_then(|field| field.docs_url.clone());
    let docs = docs.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let code = path.to_string();
    let is_deep = !above.is_empty();
    let named = move |at: Path| move || name(page, &at);
    view! {
        <header class="trail">
            {is_deep
                .then(|| {
                    let steps = above.into_iter().map(|at| view! { <Above page at /> }).collect_view();
                    view! {
                        <nav aria-label=say(w::CONFIG_PAGE_TRAIL)>
                            <ol class="trail__steps">{steps}</ol>
                        </nav>
                    }
                })}
            <div class="trail__head">
                <h2 class="trail__name" dir="auto">
                    {named(path)}
                </h2>
                <code class="trail__path" dir="ltr">
                    {code}
                </code>
            </div>
            {(help.is_some() || docs.is_some())
                .then(|| {
                    view! {
                        <p class="trail__help">
                            <span dir="auto">{help}</span>
                            " "
                            {docs
                                .map(|url| {
                                    view! {
                                        <a href=url target="_blank" rel="noopener noreferrer">
                                            {say(w::CONFIG_PAGE_DOCS)}
                                        </a>
                                    }
                                })}
                        </p>
                    }
                })}
        </header>
    }
}

/// The name of a place; that of an entry follows what is typed into it.
fn name(page: Page, at: &Path) -> String {
    let schema = page.desk.schema.get_value();
    page.desk.state.draft.with(|draft| label(&schema, draft.edited(), at))
}

#[component]
fn Above(page: Page, at: Path) -> impl IntoView {
    let (to, named) = (at.clone(), at.clone());
    let text = Memo::new(move |_| name(page, &named));
    let press = move |event: MouseEvent| {
        if !opens_elsewhere(&event) {
            event.prevent_default();
            page.desk.go(to.clone());
        }
    };
    view! {
        <li class="trail__step">
            <a href=page.href(&at) dir="auto" on:click=press>
                {move || text.get()}
            </a>
        </li>
    }
}
