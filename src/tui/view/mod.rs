//! The screen, one panel per file.
//!
//! ```text
//! hookport → http://localhost:3000 ●                  ● online     header
//! 0.3/s  96.2% ok  1 in flight  p50 4.0 ms    ▂ █▂  ▂  ▂▂
//!  27 events · 26 ok · 1 failed ──────────────── G follows
//!   TIME     STATUS   METHOD PATH      KIND         TOOK       list
//!   12:00:00 200      POST   /orders   order.paid   4.0 ms
//!  1 bodies  2 request  3 response  4 timings  5 explain ────
//! POST http://localhost:3000/orders                                details
//! ⏎ open   / search   f filter   r retry   ? keys   q quit         footer
//! ```
//!
//! On a wide screen the details stand beside the list.

mod body;
mod change;
pub(super) mod compare;
pub(super) mod details;
pub(super) mod document;
mod editor;
mod footer;
mod header;
mod help;
mod list;
#[cfg(test)]
mod picture;
#[cfg(test)]
mod tests;
pub(super) mod timings;
mod xml;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use super::app::{App, WIDE};
use super::prompt::Overlay;

/// The tabs of the details.
pub(super) const TABS: [&str; 6] = ["bodies", "request", "response", "timings", "explain", "diff"];
/// Which of them shows nothing that was answered.
pub(super) const REQUEST: usize = 1;
/// Which of them is the gateway's own story.
pub(super) const EXPLAIN: usize = 4;

/// Draws everything.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    app.look();
    app.view.seen.screen.set(area);
    app.view.seen.details.set(Rect::ZERO);
    app.view.seen.tabs.borrow_mut().clear();
    let [head, middle, foot] = Layout::vertical([
        Constraint::Length(header::height(area, app)),
        Constraint::Min(0),
        Constraint::Length(1),
    ])
    .areas(area);
    header::render(frame, head, app);
    if !app.shows_details() {
        list::render(frame, middle, app);
    } else {
        let beside = WIDE <= area.width;
        let [list, details] = if beside {
            // So wide that all tabs are told with their keys.
            let details = (area.width * 46 / 100).max(58);
            Layout::horizontal([Constraint::Min(0), Constraint::Length(details)]).areas(middle)
        } else {
            Layout::vertical([Constraint::Percentage(35), Constraint::Min(0)]).areas(middle)
        };
        list::render(frame, list, app);
        details::render(frame, details, app, beside);
    }
    match &app.view.overlay {
        Some(Overlay::Help(scroll)) => help::render(frame, middle, app, *scroll),
        Some(Overlay::Editor(it)) => {
            // Beside the list there is room for both.
            let over = app.view.seen.details.get();
            let area = if WIDE <= area.width && !over.is_empty() { over } else { middle };
            editor::render(frame, area, app, it);
        }
        _ => (),
    }
    footer::render(frame, foot, app);
}
