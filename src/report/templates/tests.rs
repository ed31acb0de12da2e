//! Pages of small templates, by either engine, and what is wrong with some.

use super::*;
use crate::model::Language;
use crate::report::html::Html;

fn replaced(name: &str, text: &str) -> Result<Templates, ReportError> {
    let words = Words::load(Language::English, None).unwrap();
    Templates::load(
        &words,
        &Overrides::from([(name.to_owned(), text.to_owned())]),
    )
}

#[derive(Serialize)]
struct View {
    title: &'static str,
}

#[test]
fn all_embedded_templates_compile() {
    let words = Words::load(Language::English, None).unwrap();
    assert!(Templates::load(&words, &Overrides::new()).is_ok());
}

#[test]
fn our_own_templates_are_all_drawn_by_the_quick_engine() {
    let words = Words::load(Language::English, None).unwrap();
    let templates = Templates::load(&words, &Overrides::new()).unwrap();
    assert!(names().all(|name| !name.ends_with(".html") || templates.quick.has(name)));
    assert!(templates.full.get().is_none());
}

/// What both engines make of a page; the full one's alone where the quick one does not take it.
fn drawn(source: &str) -> (Option<String>, Result<String, ReportError>) {
    let templates = replaced("week.html", source).unwrap();
    let view = Tape::of(&Row {
        name: "<a>",
        html: Html::text("b & c"),
        nothing: None,
        count: 3,
        on: true,
        list: vec![("x", 0), ("y", 7)],
        empty: Vec::new(),
    });
    let view = view.unwrap();
    let quick = templates.quick.draw("week.html", &view);
    (quick, templates.full().unwrap().draw("week.html", &view))
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    html: Html,
    nothing: Option<u8>,
    count: u8,
    on: bool,
    list: Vec<(&'static str, u8)>,
    empty: Vec<u8>,
}

#[test]
fn the_quick_engine_draws_what_the_full_one_would() {
    for source in [
        "",
        "{",
        "{ {% if on %}\n  a\n{% endif %}\n}",
        "a {#- b -#} c {# d #}\ne",
        "{{ name }}{{ name|safe }}{{ html }}{{ html|safe }}{{ nothing }}{{ count }}",
        "{% for x in list %}{{ x[0] }}{% if not loop.last %}, {% endif %}{{ x[1] }}{% endfor %}",
        "{% for x in empty %}{{ x }}{% endfor %}|{% for a in list %}{% for b in list %}{% if loop.first and a[1] %}{{ b[0] }}{% endif %}{% endfor %}{% endfor %}",
        "{% if nothing %}1{% elif empty %}2{% elif not on %}3{% elif count and name == \"<a>\" %}4{% else %}5{% endif %}",
        "{% if nothing or list[0][1] or list[1][1] %}1{% endif %}{% if not nothing and empty or on %}2{% endif %}",
        "{% if list|length > 1 %}1{% endif %}{% if list|length == 3 %}2{% endif %}{% if nothing is none %}3{% endif %}{% if html is none %}4{% endif %}",
        "{% if html == \"b &amp; c\" %}1{% endif %}{% if nothing == \"\" %}2{% endif %}",
        "{% macro m(name, x) %}\n{{ name }}{{ x }}{{ count }}\n{% endmacro %}\n{{ m(\"<i>\", html) }}{{ name }}{% for l in list %}{{ m(l[0], l[1]) }}{% endfor %}",
        "{% macro a(x) %}{{ x|safe }}{% endmacro %}{% macro b(x) %}[{{ a(x) }}]{% endmacro %}{{ b(\"<i>\") }}{{ b(name) }}",
        "{% macro m(x) %}{% if x %}a{% else %}b{% endif %}{% endmacro %}{{ m(true) }}{{ m(false) }}{% if true %}c{% endif %}",
        "{% block body %}a{% endblock %}\n{% block other %}\nb\n{% endblock %}\n",
    ] {
        let (quick, full) = drawn(source);
        assert_eq!(quick.ok_or(()), full.map_err(|_| ()), "{source}");
    }
}

#[test]
fn what_the_quick_engine_does_not_know_it_leaves_to_the_full_one() {
    for source in [
        "{{ name|upper }}",
        "{{ on }}",
        "{{ name.nothing }}",
        "{{ list }}",
        "{{- name }}",
        "{% set x = 1 %}{{ x }}",
        "{% raw %}{{ name }}{% endraw %}",
        "{% if count == 3 %}a{% endif %}",
        "{% if count == \"3\" %}a{% endif %}",
        "{% if name|length > 1 %}a{% endif %}",
        "{% if not (on and nothing) %}a{% endif %}",
        "{% for x in list %}{{ loop.index }}{% else %}none{% endfor %}",
        "{% for x in name %}{{ x }}{% endfor %}",
        "{% macro a(x) %}{% if x %}{{ a(nothing) }}{% endif %}{% endmacro %}{{ a(on) }}",
        "{% macro a(x=1) %}{{ x }}{% endmacro %}{{ a() }}",
        "{% block body %}{% block body %}a{% endblock %}{% endblock %}",
        "{{ \"a\\n\" }}",
        "{{ 'a' }}",
    ] {
        let quick = replaced("week.html", source).map(|templates| templates.quick.has("week.html"));
        if let Ok(true) = quick {
            assert_eq!(drawn(source).0, None, "{source}");
        }
    }
}

#[test]
fn text_is_escaped_without_being_asked() {
    let templates = replaced("week.html", "<h1 id=\"{{ title }}\">[[nav.week]]</h1>").unwrap();
    let page = templates
        .render("week.html", &View { title: "\"<x>" })
        .unwrap();
    assert_eq!(page, "<h1 id=\"&quot;&lt;x&gt;\">This week</h1>");
}

#[test]
fn an_unknown_name_is_an_error_with_template_and_line() {
    let templates = replaced("week.html", "a\nb {{ nothing }}").unwrap();
    let error = templates
        .render("week.html", &View { title: "" })
        .unwrap_err();
    assert!(matches!(&error, ReportError::Template { name, line: 2, .. } if name == "week.html"));
}

#[test]
fn a_message_cannot_leave_its_string_in_a_script() {
    let words = Words::load(Language::English, Some("keys.title = a'b\\</script>")).unwrap();
    assert_eq!(
        in_script("x = [[1, 2]]; y = '[[keys.title]]';", &words),
        "x = [[1, 2]]; y = 'a&#39;b&#92;&lt;/script&gt;';"
    );
}

#[test]
fn an_unknown_message_is_an_error_with_template_and_line() {
    let Err(error) = replaced("week.html", "a\n[[no.such]]") else {
        panic!()
    };
    assert!(error.to_string().starts_with("week.html:2: "), "{error}");
}
