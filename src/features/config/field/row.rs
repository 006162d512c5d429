//! One setting as its parts know it: where it is, what may stand there, what does, and the ways of
//! changing it. A part follows only what it reads, so that a keystroke wakes one setting and not all.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::Value;

use super::folds::Folds;
use super::wording::is_hidden;
use crate::features::config::desk::Desk;
use crate::features::config::draft::Draft;
use crate::features::config::path::{Path, Step};
use crate::features::config::problems::Weight;
use crate::features::config::schema::{Field, SecretShape, Shape, UnionShape};
use crate::ui::unique_id;

/// What an entry of a list or map has besides: its own name, and what can be done with it.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) name: Signal<String>,
    pub(super) tools: Callback<(), AnyView>,
    /// The name is not said beside it: entries of a list of short texts stand under its name.
    pub(super) slim: bool,
}

/// Where what stands there comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) present: bool,
    pub(super) hidden: bool,
    pub(super) changed: bool,
}

#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) desk: Desk,
    pub(super) folds: Folds,
    pub(super) path: StoredValue<Path>,
    pub(super) id: StoredValue<String>,
    pub(super) field: Memo<Field>,
    pub(super) standing: Memo<Standing>,
    /// The kind of a union that is shown.
    pub(super) variant: Memo<Option<usize>>,
    pub(super) picked: RwSignal<Option<usize>>,
    /// What stood there as another kind, for whoever goes back to it.
    pub(super) kept: StoredValue<BTreeMap<usize, Value>>,
    /// A hidden value is being typed anew.
    pub(super) replacing: RwSignal<bool>,
    /// Why what is typed cannot be written down.
    pub(super) trouble: RwSignal<Option<String>>,
    pub(super) depth: usize,
    pub(super) entry: Option<Entry>,
}

/// From where a setting is reached.
#[derive(Clone, Copy)]
pub(super) struct Above {
    pub(super) desk: Desk,
    pub(super) folds: Folds,
    /// When its form is another, so may be the forms of what stands in it.
    pub(super) field: Option<Memo<Field>>,
    pub(super) depth: usize,
}

impl Row {
    /// Nothing where the schema forbids the place and nothing stands there.
    pub(super) fn new(
        above: Above,
        path: Path,
        given: Option<Field>,
        entry: Option<Entry>,
    ) -> Option<Self> {
        let Above { desk, folds, field: over, depth } = above;
        let draft = desk.state.draft;
        let ask = move |path: &Path| {
            let schema = desk.schema.get_value();
            draft.with_untracked(|draft| schema.field(path, draft.edited()))
        };
        let first = given.or_else(|| ask(&path))?;
        let path = StoredValue::new(path);
        let value = Memo::new(move |_| {
            draft.with(|draft| path.with_value(|path| draft.get(path).cloned()))
        });
        let field = Memo::new(move |before: Option<&Field>| {
            if let Some(over) = over {
                over.track();
            }
            if matches!(before.unwrap_or(&first).shape, Shape::Union(_)) {
                value.track();
            }
            match before {
                None => first.clone(),
                Some(before) => path.with_value(ask).unwrap_or_else(|| before.clone()),
            }
        });
        let picked = RwSignal::new(None);
        let variant = Memo::new(move |before: Option<&Option<usize>>| {
            let picked = picked.get();
            field.with(|field| {
                let Shape::Union(union) = &field.shape else { return None };
                let was = before.copied().flatten();
                value.with(|value| match value {
                    Some(value) => shown_variant(desk, union, value, picked.or(was)),
                    None => picked.or_else(|| usual_variant(desk, field, union)),
                })
            })
        });
        let standing = Memo::new(move |_| {
            draft.with(|draft| {
                path.with_value(|path| {
                    let value = draft.get(path);
                    Standing {
                        present: value.is_some(),
                        hidden: value.is_some_and(is_hidden),
                        changed: draft.is_changed(path),
                    }
                })
            })
        });
        Some(Self {
            desk,
            folds,
            path,
            id: StoredValue::new(unique_id("field")),
            field,
            standing,
            variant,
            picked,
            kept: StoredValue::default(),
            replacing: RwSignal::new(false),
            trouble: RwSignal::new(None),
            depth,
            entry,
        })
    }

    pub(super) fn path(self) -> Path {
        self.path.get_value()
    }

    /// The name of an element of this setting.
    pub(super) fn id(self, part: &str) -> String {
        self.id.with_value(|id| if part.is_empty() { id.clone() } else { format!("{id}-{part}") })
    }

    /// For what stands in it.
    pub(super) fn below(self) -> Above {
        let Self { desk, folds, field, depth, .. } = self;
        Above { desk, folds, field: Some(field), depth: depth + 1 }
    }

    /// What it is called. Reactive.
    pub(super) fn name(self) -> String {
        match self.entry {
            Some(entry) => entry.name.get(),
            None => self.field.with(|field| field.label.clone()),
        }
    }

    /// What stands there, as far as it can be shown. Reactive, through a memo of its own.
    pub(super) fn value(self) -> Memo<Option<Value>> {
        Memo::new(move |_| {
            self.desk.state.draft.with(|draft| {
                self.path.with_value(|path| {
                    let value = draft.get(path).filter(|it| !is_hidden(it) && !it.is_null());
                    value.cloned()
                })
            })
        })
    }

    /// What the gateway goes by where nothing stands, and whether the schema says so.
    pub(super) fn usual(self) -> Memo<Option<(Value, bool)>> {
        Memo::new(move |_| {
            let in_force = self.path.with_value(|path| self.desk.state.in_force(path));
            let default = self.field.with(|field| field.default.clone());
            match in_force.filter(|value| !is_hidden(value)) {
                Some(value) => {
                    let by_schema = default.as_ref() == Some(&value);
                    Some((value, by_schema))
                }
                None => default.map(|value| (value, true)),
            }
        })
    }

    /// What is wrong here: what was typed first, then what is known of the place.
    pub(super) fn problems(self) -> Memo<Vec<(Weight, String)>> {
        Memo::new(move |_| {
            let typed = self.trouble.get().map(|text| (Weight::Error, text));
            let known = self.desk.problems.with(|problems| {
                let here = self.path.with_value(|path| problems.at(path).to_vec());
                here.into_iter().map(|it| (it.weight, it.text)).collect::<Vec<_>>()
            });
            // One sentence about what cannot be read is enough.
            if typed.is_some() { typed.into_iter().collect() } else { known }
        })
    }

    /// Whether nothing can be changed. Reactive.
    pub(super) fn locked(self) -> bool {
        self.desk.locked.get() || self.field.with(|field| field.read_only)
    }

    /// The name for a control that has no label beside it. Reactive.
    pub(super) fn spoken(self) -> impl Fn() -> Option<String> + Copy + Send + Sync + 'static {
        move || self.entry.filter(|entry| entry.slim).map(|entry| entry.name.get())
    }

    /// What is said about it, for a screen reader. Reactive.
    pub(super) fn described(self) -> impl Fn() -> Option<String> + Copy + Send + Sync + 'static {
        let problems = self.problems();
        move || {
            let slim = self.entry.is_some_and(|entry| entry.slim);
            let help = !slim && self.field.with(|field| field.help.is_some());
            let wrong = problems.with(|problems| !problems.is_empty());
            let ids = [(help, "help"), (wrong, "problem")];
            let ids: Vec<_> =
                ids.into_iter().filter(|(is, _)| *is).map(|(_, part)| self.id(part)).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    pub(super) fn set(self, value: Value) {
        self.edit(|draft, path| draft.set(path, value));
    }

    /// Back to what it was.
    pub(super) fn reset(self) {
        self.replacing.set(false);
        self.trouble.set(None);
        self.folds.forget_texts(&self.path());
        self.edit(|draft, path| draft.reset(path));
    }

    /// So that the gateway goes by its default.
    pub(super) fn remove(self) {
        self.replacing.set(false);
        self.picked.set(None);
        self.trouble.set(None);
        self.folds.forget_texts(&self.path());
        self.edit(|draft, path| match draft.before(path) {
            Some(_) => drop(draft.remove(path)),
            None => draft.reset(path),
        });
    }

    /// All was deleted that stood in the control. What was not there goes, what was hidden is hidden
    /// again; else `empty` stands there, and without one nothing.
    pub(super) fn clear(self, empty: Option<Value>) {
        self.edit(|draft, path| {
            let is_item = matches!(path.last(), Some(Step::Index(_)));
            match (draft.before(path), empty) {
                (Some(before), _) if is_hidden(&before) => draft.reset(path),
                (None, _) if !is_item => draft.reset(path),
                (_, Some(empty)) => draft.set(path, empty),
                (_, None) if is_item => draft.set(path, Value::from("")),
                (_, None) => drop(draft.remove(path)),
            }
        });
    }

    pub(super) fn edit(self, edit: impl FnOnce(&mut Draft, &Path)) {
        if !self.desk.locked.get_untracked() {
            let path = self.path();
            self.desk.state.edit(|draft| edit(draft, &path));
        }
    }

    /// The shape that is shown: of a union the variant that is. A text that is a secret is one.
    pub(super) fn shape(self) -> Memo<Shape> {
        Memo::new(move |_| {
            let at = self.variant.get();
            self.field.with(|field| {
                let shape = match &field.shape {
                    Shape::Union(union) => at
                        .and_then(|at| union.variants.get(at))
                        .map_or(Shape::Json, |variant| variant.shape.clone()),
                    shape => shape.clone(),
                };
                match shape {
                    Shape::Text(text) if field.sensitive => {
                        Shape::Secret(SecretShape { text: Some(text), sources: Vec::new() })
                    }
                    shape => shape,
                }
            })
        })
    }
}

/// What one types in a line may fit another kind halfway; the kind that is shown stays as long as
/// it can.
fn shown_variant(
    desk: Desk,
    union: &UnionShape,
    value: &Value,
    was: Option<usize>,
) -> Option<usize> {
    let is_line = |at: usize| union.variants.get(at).is_some_and(|it| it.shape.is_leaf());
    let schema = desk.schema.get_value();
    let stays = was.filter(|at| is_line(*at) && schema.fits(&union.variants[*at].shape, value));
    match union.fits {
        Some(fits) if !is_line(fits) => Some(fits),
        fits => stays.or(fits),
    }
}

/// The kind that is offered first where nothing stands.
fn usual_variant(desk: Desk, field: &Field, union: &UnionShape) -> Option<usize> {
    let schema = desk.schema.get_value();
    let in_force = desk.state.in_force(&field.path).or_else(|| field.default.clone());
    let usual = in_force.and_then(|value| {
        let lines =
            union.variants.iter().map(|it| it.shape.is_leaf() && schema.fits(&it.shape, &value));
        lines.enumerate().find(|(_, fits)| *fits).map(|(at, _)| at)
    });
    let line = || union.variants.iter().position(|it| it.shape.is_leaf());
    usual.or_else(line).or((!union.variants.is_empty()).then_some(0))
}
