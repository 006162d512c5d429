//! The methods of this gateway by their domains, with a search above them. Each leads to its form.

use leptos::prelude::*;

use super::address::{Address, Tab};
use super::state::DebugState;
use super::table::effect::{self, Effect};
use super::table::{domain, scope};
use crate::platform::document;
use crate::ui::sheet::Empty;
use crate::words::{say, t, tn, tr, w};

/// Where a method's own address leads; `None` is the list.
pub fn href(method: Option<&str>) -> String {
    let address = Address { tab: Tab::Calls, method: method.map(str::to_owned) };
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    format!("{}debug{}", document::base(), address.write(encode))
}

#[component]
pub fn Methods(state: DebugState) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let all = Memo::new(move |_| state.methods());
    let found = Memo::new(move |_| {
        let words: Vec<String> =
            search.with(|it| it.split_whitespace().map(str::to_lowercase).collect());
        all.with(|all| {
            let fits = |name: &&String| {
                let name = name.to_lowercase();
                words.iter().all(|word| name.contains(word))
            };
            grouped(all.iter().filter(fits).cloned().collect())
        })
    });
    let number =
        move || found.with(|found| found.iter().map(|(_, names)| names.len()).sum::<usize>());
    let count = move || {
        let all = all.with(Vec::len);
        if search.with(|it| it.trim().is_empty()) {
            tn(w::DEBUG_METHODS, all)
        } else {
            let found: usize = number();
            tr(w::DEBUG_METHODS_FOUND, &[("n", &found.to_string()), ("all", &all.to_string())])
        }
    };
    view! {
        <section class="debug__methods" aria-label=say(w::DEBUG_METHODS_LABEL)>
            <input
                class="input__field"
                type="search"
                aria-label=say(w::DEBUG_FIND)
                placeholder=say(w::DEBUG_FIND)
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                prop:value=search
                on:input:target=move |event| search.set(event.target().value())
            />
            <p class="debug__note" role="status">{count}</p>
            {move || found.with(Vec::is_empty).then(|| view! { <Empty text=w::DEBUG_FIND_NONE/> })}
            <For each=move || found.get() key=Clone::clone let:group>
                <Group state group/>
            </For>
        </section>
    }
}

/// Methods by their domains, both in the order of the alphabet.
fn grouped(methods: Vec<String>) -> Vec<(String, Vec<String>)> {
    let mut groups = std::collections::BTreeMap::<String, Vec<String>>::new();
    for method in methods {
        groups.entry(domain(&method).to_owned()).or_default().push(method);
    }
    groups.into_iter().collect()
}

#[component]
fn Group(state: DebugState, group: (String, Vec<String>)) -> impl IntoView {
    let (domain, methods) = group;
    let name = domain.clone();
    let line = move |method: String| {
        let to = href(Some(&method));
        let effect = effect::of(&method, scope(&method));
        let (asked, of, to_be) = (method.clone(), method.clone(), method.clone());
        let may = Memo::new(move |_| state.may(&asked));
        // The address may have been told something else since the last link.
        let choose = move |_| state.method.set(Some(to_be.clone()));
        let is_chosen =
            move || state.method.with(|it| it.as_deref() == Some(of.as_str())).then_some("true");
        view! {
            <li class="debug__item">
                <a class="debug__method" href=to aria-current=is_chosen data-effect=word(effect) on:click=choose>
                    <code>{method}</code>
                    <span class="debug__sign">
                        {move || t(if may.get() { sign(effect) } else { w::DEBUG_SIGN_FORBIDDEN })}
                    </span>
                </a>
            </li>
        }
    };
    view! {
        <section class="debug__group" aria-label=name>
            <h3>{domain}</h3>
            <ul>{methods.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}

fn word(effect: Effect) -> &'static str {
    match effect {
        Effect::Reads => "reads",
        Effect::Changes => "changes",
        Effect::Asks(_) => "asks",
    }
}

fn sign(effect: Effect) -> crate::words::Word {
    match effect {
        Effect::Reads => w::DEBUG_SIGN_READS,
        Effect::Changes => w::DEBUG_SIGN_CHANGES,
        Effect::Asks(_) => w::DEBUG_SIGN_ASKS,
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn methods_stand_under_their_domain() {
        let groups =
            grouped(["wake", "chat.send", "status", "chat.abort"].map(str::to_owned).into());
        let told: Vec<_> =
            groups.iter().map(|(name, all)| format!("{name}: {}", all.join(" "))).collect();
        assert_eq!(told, ["chat: chat.send chat.abort", "system: wake status"]);
    }
}
