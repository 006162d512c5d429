//! The drawing itself: fetches ECharts, keeps one instance on its element, and draws anew when the
//! drawing, the theme or the room changes. Nothing else names ECharts.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Function, JSON, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, MediaQueryList, MutationObserver, MutationObserverInit};
use web_sys::{ResizeObserver, window};

use super::{Drawing, dress};
use crate::platform::frame::Frame;
use crate::platform::watch::watch;
use crate::platform::{bundle, work};

/// A drawing on its element. Dropping it takes the drawing off and stops listening.
pub(super) struct Canvas {
    inner: Rc<Inner>,
    room: Option<(ResizeObserver, Closure<dyn FnMut()>)>,
    theme: Option<(MutationObserver, Closure<dyn FnMut()>)>,
    system: Option<(MediaQueryList, Closure<dyn FnMut()>)>,
}

struct Inner {
    place: HtmlElement,
    drawing: Signal<Drawing>,
    /// Writes the numbers at an axis of values.
    write: Closure<dyn Fn(f64) -> String>,
    /// Says what stands beside the pointer.
    tip: Closure<dyn Fn(JsValue) -> String>,
    press: Option<Closure<dyn Fn(JsValue)>>,
    instance: RefCell<Option<JsValue>>,
    next: RefCell<Option<Frame>>,
}

impl Canvas {
    /// `told` hears once whether ECharts is there.
    pub(super) fn new(
        place: HtmlElement,
        drawing: Signal<Drawing>,
        format: Callback<f64, String>,
        on_press: Option<Callback<usize>>,
        told: impl Fn(bool) + 'static,
    ) -> Self {
        let inner = Rc::new_cyclic(|inner: &std::rc::Weak<Inner>| {
            let inner = inner.clone();
            Inner {
                place,
                drawing,
                write: Closure::new(move |value| untrack(|| format.run(value))),
                tip: Closure::new(move |params| tip(drawing, &params)),
                press: on_press.map(|on_press| {
                    Closure::<dyn Fn(JsValue)>::new(move |event| {
                        let at = inner.upgrade().and_then(|inner| inner.place_of(&event));
                        if let Some(at) = at {
                            on_press.run(at);
                        }
                    })
                }),
                instance: RefCell::default(),
                next: RefCell::default(),
            }
        });
        let begun = Rc::downgrade(&inner);
        work::begin(async move {
            let echarts = echarts().await;
            // Whoever waited may have gone elsewhere meanwhile.
            if let Some(inner) = begun.upgrade() {
                let is_there = echarts.is_some_and(|echarts| inner.begin(&echarts).is_ok());
                if !is_there {
                    log::warn!("a table stands instead of a chart: the drawing did not load");
                }
                told(is_there);
            }
        });
        let drawn = Rc::downgrade(&inner);
        watch(move || {
            drawing.track();
            if let Some(inner) = drawn.upgrade() {
                inner.draw_soon();
            }
        });
        let mut canvas = Self { inner, room: None, theme: None, system: None };
        canvas.listen();
        canvas
    }

    fn listen(&mut self) {
        let again = |inner: &Rc<Inner>| {
            let inner = Rc::downgrade(inner);
            Closure::<dyn FnMut()>::new(move || {
                if let Some(inner) = inner.upgrade() {
                    inner.draw_soon();
                }
            })
        };
        let inner = Rc::downgrade(&self.inner);
        let fitted = Closure::<dyn FnMut()>::new(move || {
            if let Some(inner) = inner.upgrade() {
                inner.fit();
            }
        });
        if let Ok(room) = ResizeObserver::new(fitted.as_ref().unchecked_ref()) {
            room.observe(&self.inner.place);
            self.room = Some((room, fitted));
        }
        let themed = again(&self.inner);
        let root = window().and_then(|window| window.document()?.document_element());
        if let (Ok(theme), Some(root)) =
            (MutationObserver::new(themed.as_ref().unchecked_ref()), root)
        {
            let options = MutationObserverInit::new();
            options.set_attributes(true);
            options.set_attribute_filter(&Array::of1(&"data-theme".into()));
            if theme.observe_with_options(&root, &options).is_ok() {
                self.theme = Some((theme, themed));
            }
        }
        let dark = window()
            .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
        if let Some(dark) = dark {
            let turned = again(&self.inner);
            dark.set_onchange(Some(turned.as_ref().unchecked_ref()));
            self.system = Some((dark, turned));
        }
    }
}

impl Drop for Canvas {
    fn drop(&mut self) {
        if let Some((room, _)) = &self.room {
            room.disconnect();
        }
        if let Some((theme, _)) = &self.theme {
            theme.disconnect();
        }
        if let Some((system, _)) = &self.system {
            system.set_onchange(None);
        }
        self.inner.next.take();
        if let Some(instance) = self.inner.instance.take() {
            drop(call(&instance, "dispose", &[]));
        }
    }
}

impl Inner {
    fn begin(self: &Rc<Self>, echarts: &JsValue) -> Result<(), JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"renderer".into(), &"canvas".into())?;
        let place = [self.place.as_ref(), &JsValue::NULL, options.as_ref()];
        let instance = call(echarts, "init", &place)?;
        if let Some(press) = &self.press {
            let surface = call(&instance, "getZr", &[])?;
            call(&surface, "on", &[&"click".into(), press.as_ref()])?;
        }
        *self.instance.borrow_mut() = Some(instance);
        self.draw();
        Ok(())
    }

    /// Several changes at once are drawn once.
    fn draw_soon(self: &Rc<Self>) {
        let inner = Rc::downgrade(self);
        *self.next.borrow_mut() = Some(Frame::request(move || {
            if let Some(inner) = inner.upgrade() {
                inner.draw();
            }
        }));
    }

    fn draw(&self) {
        let Some(instance) = self.instance.borrow().clone() else { return };
        let Some(drawing) = self.drawing.try_get_untracked() else { return };
        if let Err(error) = self
            .option(&drawing)
            .and_then(|option| call(&instance, "setOption", &[&option, &JsValue::TRUE]).map(drop))
        {
            log::error!("a chart could not be drawn: {error:?}");
        }
    }

    fn option(&self, drawing: &Drawing) -> Result<JsValue, JsValue> {
        let style = window().and_then(|it| it.get_computed_style(&self.place).ok().flatten());
        let probe = self.place.style();
        let ask = |name: &str| {
            let Some(style) = &style else { return String::new() };
            if name == "--sans" {
                return style.get_property_value("font-family").unwrap_or_default();
            }
            // A token may say two colours; a property that takes one says which of them it is.
            drop(probe.set_property("color", &format!("var({name})")));
            style.get_property_value("color").unwrap_or_default()
        };
        // The answer costs a look at the page's styles, and a token stands in many places.
        let known = RefCell::new(BTreeMap::new());
        let token = |name: &str| {
            let mut known = known.borrow_mut();
            known.entry(name.to_owned()).or_insert_with(|| ask(name)).clone()
        };
        let option = dress(&drawing.option, &token);
        drop(probe.remove_property("color"));
        let option = JSON::parse(&option.to_string())?;
        let tooltip = Reflect::get(&option, &"tooltip".into())?;
        if tooltip.is_object() {
            Reflect::set(&tooltip, &"formatter".into(), self.tip.as_ref())?;
        }
        for name in ["xAxis", "yAxis"] {
            let axes = Reflect::get(&option, &name.into())?;
            let axes = axes.dyn_into::<Array>().unwrap_or_else(|axis| Array::of1(&axis));
            for axis in axes.iter().filter(JsValue::is_object) {
                let kind = Reflect::get(&axis, &"type".into())?;
                let label = Reflect::get(&axis, &"axisLabel".into())?;
                if kind.as_string().as_deref() == Some("value") && label.is_object() {
                    Reflect::set(&label, &"formatter".into(), self.write.as_ref())?;
                }
            }
        }
        Ok(option)
    }

    fn fit(&self) {
        // What is hidden has no size and keeps its drawing.
        if self.place.offset_width() > 0
            && let Some(instance) = &*self.instance.borrow()
        {
            drop(call(instance, "resize", &[]));
        }
    }

    /// Which place on the axis was pressed: the whole height above it counts.
    fn place_of(&self, event: &JsValue) -> Option<usize> {
        let instance = self.instance.borrow().clone()?;
        let number = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_f64();
        let point =
            Array::of2(&number(event, "offsetX")?.into(), &number(event, "offsetY")?.into());
        let grid = JsValue::from_str("grid");
        let is_inside = call(&instance, "containPixel", &[&grid, &point]).ok()?;
        if !is_inside.is_truthy() {
            return None;
        }
        let found = call(&instance, "convertFromPixel", &[&grid, &point]).ok()?;
        let at = found.dyn_into::<Array>().ok()?.get(0).as_f64()?;
        let count = self.drawing.try_with_untracked(|drawing| drawing.table.rows.len())?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small index"
        )]
        let at = at.max(0.0) as usize;
        (at < count).then_some(at)
    }
}

/// What stands beside the pointer: of one thing, or of all that share a place on the axis.
fn tip(drawing: Signal<Drawing>, params: &JsValue) -> String {
    let first = match params.dyn_ref::<Array>() {
        Some(list) => list.get(0),
        None => params.clone(),
    };
    let at = Reflect::get(&first, &"dataIndex".into()).ok().and_then(|at| at.as_f64());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small index")]
    let at = at.unwrap_or_default().max(0.0) as usize;
    drawing.try_with_untracked(|drawing| drawing.tip(at)).flatten().unwrap_or_default()
}

async fn echarts() -> Option<JsValue> {
    bundle::import("data-echarts").await?;
    let echarts = Reflect::get(&js_sys::global(), &"echarts".into()).ok()?;
    echarts.is_object().then_some(echarts)
}

fn call(of: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(of, &name.into())?.dyn_into()?;
    let list: Array = arguments.iter().copied().collect();
    function.apply(of, &list)
}
