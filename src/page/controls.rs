//! The controls: lock, run, scheduler, settings; the legend and the progress beside them.
//!
//! Owns their elements. A choice of the reader is handed on, becomes an attribute of the host, and comes back from there as
//! settings: the attributes are the only state. The effect of Run is the element's business.

mod fields;

use std::cell::RefCell;

use gloo_events::EventListener;
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlButtonElement, HtmlElement, HtmlInputElement, HtmlProgressElement, HtmlSelectElement,
    ShadowRoot,
};

use self::fields::Fields;
use super::{Settings, Texts, find, sign, thread_name};
use crate::durations::{Durations, Spending};
use crate::fact;
use crate::fact::Fact;
use crate::program::{Language, LockKind, Main, Parameters, Program, ThreadId, name};

/// The controls.
#[derive(Debug)]
pub struct Controls {
    lock: HtmlButtonElement,
    run: HtmlButtonElement,
    fields: Fields,
    /// The settings that are shown.
    shown: RefCell<Option<Settings>>,
    /// The lock that the switch switches on.
    kind: HtmlSelectElement,
    /// The choices whose name is an attribute's, the listing's language among them.
    choices: Vec<HtmlSelectElement>,
    /// Whether a run at full speed is taped, too.
    tape: HtmlInputElement,
    /// The place of the controls that a first look has no use for.
    more: Element,
    schedulers: Vec<HtmlInputElement>,
    /// The choice between two of the schedulers, if there is room for no more.
    step: HtmlButtonElement,
    legend: Element,
    progress: HtmlProgressElement,
    /// The run button's words while nothing runs.
    idle: RefCell<Fact>,
    texts: Texts,
    /// Removed with the view.
    _listeners: Vec<EventListener>,
}

impl Controls {
    /// Takes over the controls in `shadow`; `chosen` takes the name and the text of each setting that the reader chooses.
    pub fn new(shadow: &ShadowRoot, chosen: Function, texts: Texts) -> Controls {
        fn all<T: JsCast>(shadow: &ShadowRoot, selector: &str) -> Vec<T> {
            shadow.query_selector_all(selector).iter_elements().map(JsCast::unchecked_into).collect()
        }
        let mut controls = Controls {
            lock: find(shadow, "[part=lock]"),
            run: find(shadow, "[part=run]"),
            fields: Fields::new(shadow, texts.clone()),
            shown: RefCell::default(),
            kind: find(shadow, "[name=kind]"),
            choices: all(shadow, "[part=controls] select:not([name=kind]), [name=language]"),
            tape: find(shadow, "[name=tape]"),
            more: find(shadow, ".more"),
            schedulers: all(shadow, "[name=scheduler]"),
            step: find(shadow, "[part=step]"),
            legend: find(shadow, "[part=legend]"),
            progress: find(shadow, "[part=progress]"),
            idle: RefCell::new(fact!("control.run")),
            texts,
            _listeners: Vec::new(),
        };
        controls._listeners = controls.listen(chosen);
        for control in shadow.query_selector_all("[disabled]").iter_elements() {
            control.remove_attribute("disabled").expect("`disabled` is a valid name");
        }
        controls
    }

    fn listen(&self, chosen: Function) -> Vec<EventListener> {
        let set = move |name: &str, value: &str| {
            let _ = chosen.call2(&JsValue::UNDEFINED, &name.into(), &value.into());
        };

        let (lock, kind, set_lock) = (self.lock.clone(), self.kind.clone(), set.clone());
        let toggled = EventListener::new(&self.lock, "click", move |_| {
            let on = lock.get_attribute("aria-checked").as_deref() == Some("true");
            set_lock("lock", &if on { "none".to_string() } else { kind.value() });
        });

        // A reader who chooses a lock wants it on.
        let (kind, set_kind) = (self.kind.clone(), set.clone());
        let replaced = EventListener::new(&self.kind, "change", move |_| set_kind("lock", &kind.value()));

        let chosen = self.choices.iter().map(|select| {
            let (choice, set) = (select.clone(), set.clone());
            EventListener::new(select, "change", move |_| set(&choice.name(), &choice.value()))
        });
        let chosen: Vec<EventListener> = chosen.collect();

        let scheduled = self.schedulers.iter().map(|radio| {
            let (choice, set) = (radio.clone(), set.clone());
            EventListener::new(radio, "change", move |_| set("scheduler", &choice.value()))
        });
        let scheduled: Vec<EventListener> = scheduled.collect();

        let (step, set_scheduler) = (self.step.clone(), set.clone());
        let stepped = EventListener::new(&self.step, "click", move |_| {
            let on = step.get_attribute("aria-pressed").as_deref() == Some("true");
            set_scheduler("scheduler", if on { "os" } else { "step" });
        });

        let (tape, set_tape) = (self.tape.clone(), set.clone());
        let taped = EventListener::new(&self.tape, "change", move |_| {
            set_tape("tape", if tape.checked() { "tape" } else { "" });
        });

        let typed = self.fields.listen(set);
        [toggled, replaced, taped, stepped].into_iter().chain(chosen).chain(scheduled).chain(typed).collect()
    }

    /// Shows settings, and the language of the listing.
    pub fn show(&self, settings: &Settings, language: Language) {
        let Settings { preset, scope, parameters, program, durations, .. } = settings;
        let Parameters { lock, .. } = *parameters;
        let on = lock != LockKind::None;
        let _ = self.lock.set_attribute("aria-checked", if on { "true" } else { "false" });
        // The problem with a number is shown until another setting changes, not until the same ones are shown again.
        if self.shown.replace(Some(settings.clone())).as_ref() != Some(settings) {
            self.fields.clear_problem();
        }
        self.fields.show(settings);
        if on {
            self.kind.set_value(name(lock, LockKind::WORDS));
        }
        for select in &self.choices {
            match &*select.name() {
                "program" => {
                    // The reader's own text has a choice of its own, which cannot be chosen.
                    let own =
                        select.first_element_child().expect("the first choice is the reader's own text");
                    let _ = own.toggle_attribute_with_force("hidden", !preset.is_empty());
                    select.set_value(preset);
                }
                "scope" => {
                    select.set_value(scope);
                    let label: HtmlElement =
                        select.parent_element().expect("a choice is in its label").unchecked_into();
                    label.set_hidden(preset != "counter");
                }
                "pace" => choose(select, durations.glyph_us),
                "inside" => choose(select, durations.inside_us),
                "outside" => choose(select, durations.outside_us),
                "main" => select.set_value(name(parameters.main, Main::WORDS)),
                "spending" => select.set_value(name(durations.spending, Spending::WORDS)),
                _ => select.set_value(name(language, Language::WORDS)),
            }
        }
        // Settings that are not the usual ones are in sight.
        self.tape.set_checked(settings.tape);
        let Durations { inside_us, outside_us, spending, .. } = *durations;
        let usual = preset == "counter"
            && matches!(lock, LockKind::None | LockKind::Mutex)
            && scope == "line"
            && inside_us + outside_us == 0
            && spending == Spending::Wait
            && parameters.main == Main::Join
            && !settings.tape;
        if !usual {
            let _ = self.more.set_attribute("open", "");
        }
        if let Ok(program) = program {
            self.show_legend(program);
        }
    }

    /// Shows the scheduler that is chosen.
    pub fn show_scheduler(&self, scheduler: &str) {
        self.fields.clear_problem();
        for radio in &self.schedulers {
            radio.set_checked(radio.value() == scheduler);
        }
        let stepping = if scheduler == "step" { "true" } else { "false" };
        let _ = self.step.set_attribute("aria-pressed", stepping);
        self.idle.replace(match scheduler {
            "step" => fact!("control.playOn"),
            "explore" => fact!("control.explore"),
            _ => fact!("control.run"),
        });
        if !self.run.has_attribute("data-running") {
            self.run.set_text_content(Some(&self.texts.say(&self.idle.borrow())));
        }
    }

    /// Shows that a run is in progress: the button that started it stops it.
    pub fn show_running(&self) {
        self.run.set_text_content(Some(&self.texts.say(&fact!("control.stop"))));
        let _ = self.run.set_attribute("data-running", "");
    }

    /// Shows that a run can be started.
    pub fn show_ready(&self) {
        self.run.set_text_content(Some(&self.texts.say(&self.idle.borrow())));
        let _ = self.run.remove_attribute("data-running");
        self.show_progress(0.0);
    }

    /// Shows how much of the program has been printed, 0 to 1.
    pub fn show_progress(&self, share: f64) {
        self.progress.set_value(share);
    }

    /// Shows each thread's colour. `main` is always the last.
    fn show_legend(&self, program: &Program) {
        if self.legend.child_element_count() == program.threads() + 1 {
            return;
        }
        self.legend.set_text_content(None);
        for thread in program.thread_ids().chain([ThreadId::MAIN]) {
            let item = create(&self.legend, "li");
            let _ = item.set_attribute("data-thread", &thread_name(thread));
            // The sign over its characters, if it is not the number.
            let sign = (10 <= thread.0).then(|| sign(thread).to_string());
            item.set_text_content(Some(&self.texts.say(&fact!("legend", thread, sign))));
            let _ = self.legend.append_child(&item);
        }
    }
}

/// Chooses a time, and adds it to the choices if it is not among them.
fn choose(select: &HtmlSelectElement, time_us: u32) {
    let value = time_us.to_string();
    select.set_value(&value);
    if select.value() != value {
        let option = create(select, "option");
        let _ = option.set_attribute("value", &value);
        option.set_text_content(Some(&format!("{time_us} µs")));
        let _ = select.append_child(&option);
        select.set_value(&value);
    }
}

fn create(beside: &Element, name: &str) -> Element {
    let document = beside.owner_document().expect("the element is in a document");
    document.create_element(name).expect("a valid name")
}

/// The elements of a node list.
trait Elements {
    fn iter_elements(&self) -> impl Iterator<Item = Element>;
}

impl Elements for Result<web_sys::NodeList, JsValue> {
    fn iter_elements(&self) -> impl Iterator<Item = Element> {
        let list = self.as_ref().expect("a valid selector");
        (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok())
    }
}
