//! Gives a chart the console's looks: colours and type from the tokens, no movement, tips that are
//! painted and not markup. Pure: tokens come from whoever asks.

use serde_json::{Map, Value, json};

/// The colours of series, in the order in which they are given out.
const SERIES: [&str; 8] = [
    "var(--chart-1)",
    "var(--chart-2)",
    "var(--chart-3)",
    "var(--chart-4)",
    "var(--chart-5)",
    "var(--chart-6)",
    "var(--chart-7)",
    "var(--chart-8)",
];

/// The option as it is handed to ECharts. `token` gives the value behind `--name`.
#[must_use]
pub fn dress(option: &Value, token: &dyn Fn(&str) -> String) -> Value {
    let mut option = option.clone();
    let Some(fields) = option.as_object_mut() else { return option };
    under(
        fields,
        json!({
            "animation": false,
            "color": SERIES,
            "textStyle": {"fontFamily": "var(--sans)"},
            // The figure names itself; patterns tell series apart where colours do not.
            "aria": {"enabled": true, "label": {"enabled": false}, "decal": {
                "show": true,
                "decals": decals(),
            }},
        }),
    );
    if let Some(tooltip) = fields.get_mut("tooltip").and_then(Value::as_object_mut) {
        under(
            tooltip,
            json!({
                "renderMode": "richText",
                "confine": true,
                "transitionDuration": 0,
                "backgroundColor": "var(--surface-floating)",
                "borderColor": "var(--line-control)",
                "borderWidth": 1,
                "textStyle": {"color": "var(--text)", "fontSize": 12, "lineHeight": 18},
                "axisPointer": {
                    "lineStyle": {"color": "var(--line-control)"},
                    "shadowStyle": {"color": "var(--surface-hover)"},
                    "label": {"show": false},
                },
            }),
        );
    }
    for name in ["xAxis", "yAxis"] {
        each(fields.get_mut(name), &|axis| {
            under(
                axis,
                json!({
                    "axisLabel": {"color": "var(--text-muted)", "fontSize": 12},
                    "axisLine": {"lineStyle": {"color": "var(--line-strong)"}},
                    "axisTick": {"show": false},
                    "splitLine": {"lineStyle": {"color": "var(--line)"}},
                    "nameTextStyle": {"color": "var(--text-muted)", "fontSize": 12},
                }),
            );
        });
    }
    each(fields.get_mut("legend"), &|legend| {
        under(
            legend,
            json!({
                "textStyle": {"color": "var(--text)", "fontSize": 12},
                "itemWidth": 14,
                "itemHeight": 10,
                "icon": "rect",
                "inactiveColor": "var(--text-faint)",
            }),
        );
    });
    each(fields.get_mut("visualMap"), &|map| {
        under(map, json!({"textStyle": {"color": "var(--text-muted)", "fontSize": 12}}));
    });
    resolve(&mut option, token);
    option
}

/// The first colour stays plain, the next are hatched more and more closely.
fn decals() -> Value {
    let line = |gap: f64, rotation: f64| {
        json!({"symbol": "rect", "color": "var(--chart-decal)", "dashArrayX": [1, 0],
            "dashArrayY": [1.5, gap], "rotation": rotation})
    };
    json!([
        {"symbol": "none"},
        line(5.0, -0.785),
        line(4.0, 0.785),
        {"symbol": "circle", "symbolSize": 0.7, "color": "var(--chart-decal)",
            "dashArrayX": [[6, 6], [0, 6, 6, 0]], "dashArrayY": [6, 0]},
        line(4.0, 0.0),
        line(4.0, 1.571),
    ])
}

/// Fills in what is not said, as deep as both go.
fn under(fields: &mut Map<String, Value>, usual: Value) {
    let Value::Object(usual) = usual else { return };
    for (name, usual) in usual {
        match fields.get_mut(&name) {
            Some(Value::Object(fields)) => under(fields, usual),
            Some(_) => {}
            None => drop(fields.insert(name, usual)),
        }
    }
}

/// A component is one or a list of them.
fn each(component: Option<&mut Value>, change: &dyn Fn(&mut Map<String, Value>)) {
    match component {
        Some(Value::Object(fields)) => change(fields),
        Some(Value::Array(list)) => {
            list.iter_mut().filter_map(Value::as_object_mut).for_each(change)
        }
        _ => {}
    }
}

/// Puts the values of tokens in the place of their names.
fn resolve(value: &mut Value, token: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => {
            let name = text.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')'));
            if let Some(found) = name.map(token) {
                *text = found;
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| resolve(value, token)),
        Value::Object(fields) => fields.values_mut().for_each(|value| resolve(value, token)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use charming::Chart;
    use charming::component::{Axis, Legend};
    use charming::element::{Color, ItemStyle, Tooltip};
    use charming::series::Bar;

    use super::*;

    fn dressed(chart: &Chart) -> Value {
        dress(&serde_json::to_value(chart).unwrap(), &|name| format!("the {name}"))
    }

    #[test]
    fn what_a_chart_says_itself_stays_and_the_rest_is_the_consoles() {
        let chart = Chart::new()
            .animation(true)
            .x_axis(Axis::new().data(vec!["one"]))
            .legend(Legend::new())
            .tooltip(Tooltip::new());
        let option = dressed(&chart);
        assert_eq!(option["animation"], true);
        assert_eq!(option["tooltip"]["renderMode"], "richText");
        assert_eq!(option["xAxis"]["data"][0], "one");
        assert_eq!(option["xAxis"]["axisLabel"]["color"], "the --text-muted");
        assert_eq!(option["legend"]["textStyle"]["color"], "the --text");
        assert_eq!(option["color"][7], "the --chart-8");
        assert_eq!(dressed(&Chart::new())["animation"], false);
    }

    #[test]
    fn a_token_is_a_color_wherever_it_stands() {
        let style = ItemStyle::new().color(Color::from("var(--danger)"));
        let option = dressed(&Chart::new().series(Bar::new().item_style(style)));
        assert_eq!(option["series"][0]["itemStyle"]["color"], "the --danger");
        assert!(!option.to_string().contains("var("), "{option}");
    }

    #[test]
    fn nothing_in_a_chart_is_markup_or_a_script() {
        let option = dressed(&Chart::new().tooltip(Tooltip::new())).to_string();
        assert!(!option.contains("function") && !option.contains('<'), "{option}");
    }
}
