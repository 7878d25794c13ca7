//! Getting around: the keys and the mouse move in the list, or in the details.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::app::{App, Place, View};
use super::keys::Action;
use super::prompt::Overlay;

/// How many lines the mouse wheel moves.
const WHEEL: usize = 3;

impl App {
    /// Moves, where keys move now.
    pub(super) fn go(&mut self, action: Action) {
        if self.view.inside && self.shows_details() {
            self.go_inside(action);
        } else {
            self.go_in_list(action);
        }
    }

    /// Moves in the list.
    pub(super) fn go_in_list(&mut self, action: Action) {
        let Some(place) = self.place() else { return };
        let page = usize::from(self.view.seen.list.get().height).max(2) - 1;
        let next = match action {
            Action::Up => self.moved(place, 1, false),
            Action::Down => self.moved(place, 1, true),
            Action::PageUp => self.moved(place, page, false),
            Action::PageDown => self.moved(place, page, true),
            Action::First => self.view.listing.at(0).map(|row| Place { row, below: 0 }),
            Action::Last => {
                let last = self.view.listing.len().checked_sub(1);
                last.and_then(|it| self.view.listing.at(it)).map(|row| Place { row, below: 0 })
            }
            Action::Unfold => {
                self.view.unfolded.insert(place.row);
                Some(place)
            }
            Action::Fold => {
                self.view.unfolded.remove(&place.row);
                Some(Place { below: 0, ..place })
            }
            _ => None,
        };
        if let Some(next) = next {
            self.choose(next);
        }
    }

    /// The place so many lines below or above.
    fn moved(&self, from: Place, lines: usize, down: bool) -> Option<Place> {
        let Place { row, mut below } = from;
        let mut at = self.view.listing.place(row);
        let mut row = self.view.listing.at(at)?;
        for _ in 0..lines {
            let next = if down { at + 1 } else { at.wrapping_sub(1) };
            if down && below + 1 < self.height(row) {
                below += 1;
            } else if !down && below > 0 {
                below -= 1;
            } else if let Some(other) = self.view.listing.at(next) {
                (at, row) = (next, other);
                below = if down { 0 } else { self.height(row) - 1 };
            } else {
                break;
            }
        }
        Some(Place { row, below })
    }

    /// Looks at another line of the list.
    pub(super) fn choose(&mut self, place: Place) {
        let before = self.place();
        // Whoever stands at the front follows what comes.
        let front = self.view.listing.front().and_then(|it| self.view.listing.at(it));
        let follows = front == Some(place.row) && place.below == 0;
        self.view.cursor = (!follows).then_some(place);
        if before != Some(place) {
            self.look_elsewhere();
        }
    }

    fn go_inside(&mut self, action: Action) {
        let page = usize::from(self.view.seen.details.get().height).max(2) - 1;
        let last = self.view.seen.page.borrow().lines.len().saturating_sub(1);
        let line = self.view.line;
        self.view.line = match action {
            Action::Up => line.saturating_sub(1),
            Action::Down => line + 1,
            Action::PageUp => line.saturating_sub(page),
            Action::PageDown => line + page,
            Action::First => 0,
            Action::Last => last,
            Action::Fold => return self.fold(Some(true)),
            Action::Unfold => return self.fold(Some(false)),
            _ => line,
        };
        self.view.line = self.view.line.min(last);
        self.keep_line_in_window();
    }

    /// Scrolls the details as far as their line needs it.
    pub(super) fn keep_line_in_window(&mut self) {
        let height = usize::from(self.view.seen.details.get().height).max(1);
        let View { line, scroll, .. } = &mut self.view;
        *scroll = (*scroll).clamp((*line + 1).saturating_sub(height), *line);
    }

    /// Scrolls the details by a screen, wherever keys move; without details, the list.
    pub(super) fn scroll(&mut self, down: bool) {
        if !self.shows_details() {
            return self.go_in_list(if down { Action::PageDown } else { Action::PageUp });
        }
        let height = usize::from(self.view.seen.details.get().height);
        let end = self.view.seen.page.borrow().lines.len().saturating_sub(height);
        let (page, scroll) = (height.max(2) - 1, self.view.scroll);
        self.view.scroll = if down { scroll + page } else { scroll.saturating_sub(page) }.min(end);
        self.view.line = self.view.scroll;
    }

    /// Hides or shows the inside of the value at the line, or turns it.
    pub(super) fn fold(&mut self, hide: Option<bool>) {
        let node = {
            let page = self.view.seen.page.borrow();
            let mut nodes = page.lines.iter().take(self.view.line + 1).map(|it| it.node);
            // On a line of a value, the value around it is meant.
            match hide {
                Some(true) => nodes.rev().find_map(|it| it),
                _ => nodes.next_back().flatten(),
            }
        };
        let Some(node) = node else { return };
        let is_folded = self.view.folded.contains(&node);
        if hide.unwrap_or(!is_folded) {
            self.view.folded.insert(node);
        } else {
            self.view.folded.remove(&node);
        }
    }

    /// The mouse points at something.
    pub(super) fn point(&mut self, mouse: MouseEvent) {
        let (kind, at) = (mouse.kind, Position { x: mouse.column, y: mouse.row });
        if let Some(Overlay::Editor(editor)) = &mut self.view.overlay {
            return editor.point(mouse);
        }
        let in_details = self.shows_details() && self.view.seen.details.get().contains(at);
        match kind {
            MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
                let down = kind == MouseEventKind::ScrollDown;
                self.view.inside = in_details;
                let action = if down { Action::Down } else { Action::Up };
                (0..WHEEL).for_each(|_| self.go(action));
            }
            MouseEventKind::Down(MouseButton::Left) => self.click(at, in_details),
            _ => (),
        }
    }

    fn click(&mut self, at: Position, in_details: bool) {
        let list = self.view.seen.list.get();
        let tab = self.view.seen.tabs.borrow().iter().position(|it| it.contains(at));
        if self.view.overlay.is_some() {
            self.view.overlay = None;
        } else if let Some(tab) = tab {
            self.open_tab(tab);
        } else if in_details {
            let last = self.view.seen.page.borrow().lines.len().saturating_sub(1);
            let line = self.view.scroll + usize::from(at.y - self.view.seen.details.get().y);
            let again = self.view.inside && self.view.line == line;
            self.view.inside = true;
            self.view.line = line.min(last);
            if again {
                self.fold(None);
            }
        } else if list.contains(at) {
            self.view.inside = false;
            let lines = usize::from(at.y - list.y);
            if let Some(place) = self.moved(self.view.seen.top.get(), lines, true) {
                self.choose(place);
            }
        }
    }
}
